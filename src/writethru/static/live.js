// Live updates: the server says that a page has changed, the page asks for itself again and waits to be told to show it.
"use strict";
(() => {
  const bar = document.getElementById("live");
  const main = document.getElementById("main");
  if (!main.dataset.events || !bar) return;
  let waiting = null;

  const lines = (at) => new Map([...at.querySelectorAll(".line[id]")].map((e) => [e.id, e]));
  const words = (e) => [...e.querySelectorAll("summary .t, summary .chip")].map((x) => x.textContent.trim()).join(" ");
  const some = (n, noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;

  function difference(next) {
    const now = lines(main), then = lines(next);
    const arrived = [...then.keys()].filter((id) => !now.has(id));
    const changed = [...then.keys()].filter((id) => now.has(id) && words(now.get(id)) !== words(then.get(id)));
    return { arrived, changed, reports: Number(next.dataset.reports) - Number(main.dataset.reports) };
  }

  function tell(d) {
    const parts = [];
    if (d.reports > 0) parts.push(some(d.reports, "report") + " came in");
    if (d.arrived.length) parts.push(some(d.arrived.length, "new line"));
    if (d.changed.length) parts.push(`${d.changed.length} changed`);
    const b = document.createElement("b");
    b.textContent = parts.join(", ") || "This page has changed";
    const button = document.createElement("button");
    button.textContent = "Show";
    button.addEventListener("click", show);
    bar.replaceChildren(b, button);
  }

  // The reader's place is kept: the first line in view stays where it is, open passages stay open, the focus stays on its line.
  function show() {
    if (!waiting) return;
    const { next, d } = waiting;
    waiting = null;
    const part = (e) => e.closest("section")?.id;
    const stay = new Map([...next.querySelectorAll("[id]")].map((e) => [e.id, part(e)]));
    const anchor = [...main.querySelectorAll(".line[id], tr[id], section[id]")].find((e) => stay.has(e.id) && stay.get(e.id) === part(e) && e.getBoundingClientRect().top >= 0);
    const top = anchor?.getBoundingClientRect().top;
    const open = [...main.querySelectorAll(".line[id] > details[open]")].map((e) => e.parentElement.id);
    const focus = document.activeElement.closest?.(".line[id]")?.id;
    const fields = new Map([...main.querySelectorAll("textarea, input[type=text], input[type=url], input:not([type])")].filter((e) => e.name && e.value).map((e) => [`${e.form?.action} ${e.name}`, e.value]));
    for (const e of next.querySelectorAll("details[name=passages][open]")) e.open = false;
    for (const key of ["mark", "reports"]) main.dataset[key] = next.dataset[key];
    main.replaceChildren(...next.childNodes);
    for (const id of d.arrived) document.getElementById(id)?.classList.add("arrived");
    for (const id of open) document.getElementById(id)?.querySelector("details")?.setAttribute("open", "");
    for (const e of main.querySelectorAll("textarea, input")) if (fields.has(`${e.form?.action} ${e.name}`) && e.type !== "hidden") e.value = fields.get(`${e.form?.action} ${e.name}`);
    const stays = anchor && document.getElementById(anchor.id);
    if (stays && scrollY > 0) scrollBy(0, stays.getBoundingClientRect().top - top);
    (document.getElementById(focus ?? d.arrived[0])?.querySelector("summary") ?? main.querySelector("h1"))?.focus({ preventScroll: true });
    bar.replaceChildren();
  }

  async function ask() {
    const url = new URL(location.href);
    url.searchParams.set("live", "1");
    const answer = await fetch(url, { headers: { accept: "text/html" } });
    if (!answer.ok) return;
    const next = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("main");
    if (!next || next.dataset.mark === main.dataset.mark) return;
    waiting = { next, d: difference(next) };
    if (back) show(); else tell(waiting.d);
  }

  // A browser opens six connections to a desk at most, so a page nobody sees gives its own back; who returns sees the news at once.
  let events = null;
  let back = false;
  function listen() {
    if (events) return;
    events = new EventSource(`${main.dataset.events}?mark=${encodeURIComponent(main.dataset.mark)}`);
    events.addEventListener("working", () => { if (!waiting) bar.textContent = "A report came in; what it changes is being worked out."; });
    events.addEventListener("rested", () => { if (!waiting) bar.textContent = ""; });
    events.addEventListener("update", () => ask().catch(() => {}).finally(() => { back = false; }));
  }
  function leave() {
    events?.close();
    events = null;
  }
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) { leave(); return; }
    back = true;
    setTimeout(() => { back = false; }, 2000);
    listen();
  });
  addEventListener("pagehide", leave);
  addEventListener("pageshow", () => { if (!document.hidden) listen(); });
  if (!document.hidden) listen();
  document.addEventListener("keydown", (e) => {
    const allow = document.getElementById("keys");
    if (e.key === "s" && waiting && allow?.checked && !e.ctrlKey && !e.metaKey && !e.altKey && !e.target.closest("input, textarea, select")) show();
  });
})();
