// Everything here is a comfort: each page works without it.
(() => {
  "use strict";

  const starts = new WeakMap();

  const words = (seconds) =>
    seconds < 60
      ? `${seconds} s`
      : seconds % 60 === 0
        ? `${seconds / 60} min`
        : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;

  // Counts on from what the server said, so that a wrong clock on this side does no harm.
  const elapsed = (element, saidSeconds) => {
    if (!starts.has(element)) {
      starts.set(element, performance.now() - Number(saidSeconds) * 1000);
    }
    return Math.floor((performance.now() - starts.get(element)) / 1000);
  };

  const tick = () => {
    for (const element of document.querySelectorAll("[data-elapsed]")) {
      element.textContent = words(elapsed(element, element.dataset.elapsed));
    }
    for (const bar of document.querySelectorAll("progress[data-progress]")) {
      const seconds = elapsed(bar, bar.dataset.progress);
      if (seconds < bar.max) {
        bar.value = seconds;
      } else {
        bar.removeAttribute("value");
      }
    }
  };

  const text = (id) => {
    const element = document.getElementById(id);
    return "value" in element ? element.value : element.textContent;
  };

  const confirmOn = (button) => {
    const label = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => {
      button.textContent = label;
    }, 2500);
  };

  const copy = async (button) => {
    try {
      await navigator.clipboard.writeText(text(button.dataset.copy));
      confirmOn(button);
    } catch {
      const element = document.getElementById(button.dataset.copy);
      getSelection().selectAllChildren(element);
      if ("select" in element) {
        element.select();
      }
    }
  };

  const download = (button) => {
    const blob = new Blob([text(button.dataset.download)], { type: "application/x-pem-file" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = button.dataset.fileName;
    link.click();
    URL.revokeObjectURL(link.href);
    confirmOn(button);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-copy], button[data-download]");
    if (button?.dataset.copy) {
      copy(button);
    } else if (button) {
      download(button);
    }
  });

  // A second click would throw away the answer to the first.
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sent) {
      event.preventDefault();
      return;
    }
    event.target.dataset.sent = "true";
    event.submitter?.setAttribute("aria-disabled", "true");
  });

  addEventListener("pageshow", () => {
    for (const form of document.forms) {
      delete form.dataset.sent;
      form.querySelectorAll("[aria-disabled]").forEach((b) => b.removeAttribute("aria-disabled"));
    }
  });

  const lost = (event) => {
    const live = event.target.closest?.("[data-live]");
    if (!live) {
      return;
    }
    live.querySelector("[data-lost]").hidden = false;
    setTimeout(() => htmx.trigger(live, "retry"), 3000);
  };
  for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(failure, lost);
  }

  // What somebody opened stays open when the part of the page around it is renewed.
  let opened = [];
  document.addEventListener("htmx:beforeSwap", () => {
    opened = Array.from(document.querySelectorAll("details[open][id]"), (element) => element.id);
  });
  document.addEventListener("htmx:afterSwap", () => {
    for (const id of opened) {
      document.getElementById(id)?.setAttribute("open", "");
    }
  });

  const reveal = () => {
    for (const button of document.querySelectorAll("button[data-copy], button[data-download]")) {
      button.hidden = false;
    }
  };

  document.addEventListener("DOMContentLoaded", () => {
    reveal();
    tick();
    setInterval(tick, 1000);
  });
})();
