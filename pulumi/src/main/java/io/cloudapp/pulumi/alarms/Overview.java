package io.cloudapp.pulumi.alarms;

import com.pulumi.core.Output;
import io.cloudapp.pulumi.policy.Policy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The one page to look at: a wide widget on top, and below it one for each alarm. */
final class Overview {

  private static final int PAGE_WIDTH = 24;
  private static final int COLUMNS = 3;
  private static final int HEIGHT = 6;

  private final String region;
  private final String top;
  private final List<List<Object>> topRows = new ArrayList<>();
  private final Map<String, List<List<Object>>> widgets = new LinkedHashMap<>();

  /**
   * @param top the title of the wide widget
   */
  Overview(String region, String top) {
    this.region = region;
    this.top = top;
  }

  void addOnTop(Metric metric, String label) {
    topRows.add(metric.row(label));
  }

  void add(String title, Metric metric, String label) {
    widgets.computeIfAbsent(title, _ -> new ArrayList<>()).add(metric.row(label));
  }

  Output<String> body() {
    var all = new ArrayList<Object>();
    all.add(widget(top, topRows, 0, 0, PAGE_WIDTH));
    var width = PAGE_WIDTH / COLUMNS;
    var index = 0;
    for (var widget : widgets.entrySet()) {
      var x = index % COLUMNS * width;
      var y = (1 + index / COLUMNS) * HEIGHT;
      all.add(widget(widget.getKey(), widget.getValue(), x, y, width));
      index++;
    }
    return Policy.json(Map.of("widgets", all));
  }

  private Map<String, Object> widget(
      String title, List<List<Object>> rows, int x, int y, int width) {
    return Map.of(
        "type", "metric",
        "x", x,
        "y", y,
        "width", width,
        "height", HEIGHT,
        "properties",
            Map.of("title", title, "region", region, "view", "timeSeries", "metrics", rows));
  }
}
