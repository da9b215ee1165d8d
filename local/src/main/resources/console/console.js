// Fills each table from its source; the data is shown as text and never as markup.
const REFRESH_MILLISECONDS = 2000;

function cell(tag, value) {
  const element = document.createElement(tag);
  element.textContent = value === null || value === undefined ? ""
      : typeof value === "object" ? JSON.stringify(value) : String(value);
  return element;
}

function row(tag, values) {
  const element = document.createElement("tr");
  values.forEach((value) => element.append(cell(tag, value)));
  return element;
}

async function fill(table) {
  const columns = table.dataset.columns.split(" ");
  const response = await fetch(table.dataset.source);
  const items = await response.json();
  const rows = items.slice(0, 50).map((item) => row("td", columns.map((name) => item[name])));
  if (rows.length === 0) {
    const none = row("td", ["Nothing yet."]);
    none.firstChild.className = "empty";
    rows.push(none);
  }
  table.replaceChildren(row("th", columns), ...rows);
}

function refresh() {
  document.querySelectorAll("table").forEach((table) => fill(table).catch(() => {}));
}

refresh();
setInterval(refresh, REFRESH_MILLISECONDS);
