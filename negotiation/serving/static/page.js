"use strict";
/* The pages work without this. It moves the sliders without a new page, plays, and shows what is new. */
(() => {
  const root = document.documentElement;
  root.classList.add("scripted");
  const day = 86400000;
  const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const said = document.getElementById("said");
  const pinned = () => new URL(location.href).searchParams.has("recorded");

  const say = (words) => { if (said) said.textContent = words; };
  const iso = (range, step) => new Date(Date.parse(range.dataset.origin + "T00:00Z") + step * day).toISOString().slice(0, 10);
  const words = (text) => {
    const [year, month, date] = text.split("-");
    return `${Number(date)} ${months[Number(month) - 1]} ${year}`;
  };
  const valueOf = (range) => (range.dataset.origin ? iso(range, Number(range.value)) : `#${Number(range.value) + 1}`);
  const clockOf = (range) => range.name.replace("-step", "");

  /* One page at a time: what was asked for last is what is shown. */
  let asked = 0;
  let stop = null;
  const show = async (url, { keep = false, quiet = false } = {}) => {
    const own = ++asked;
    if (stop) stop.abort();
    stop = new AbortController();
    document.body.classList.add("busy");
    try {
      const response = await fetch(url, { credentials: "same-origin", signal: stop.signal });
      if (own !== asked) return false;
      const found = new DOMParser().parseFromString(await response.text(), "text/html");
      if (own !== asked) return false;
      const old = document.getElementById("shown");
      const fresh = found.getElementById("shown");
      if (!old || !fresh) { location.assign(url); return false; }
      const active = document.activeElement && document.activeElement.id;
      old.replaceWith(document.adoptNode(fresh));
      for (const slider of document.querySelectorAll(".slider")) {
        const other = found.querySelector(`.slider[data-clock="${slider.dataset.clock}"]`);
        if (other) renew(slider, other);
      }
      for (const selector of [".views", ".tabs", ".search"]) {
        const one = document.querySelector(selector);
        const other = found.querySelector(selector);
        if (one && other && !one.contains(document.activeElement)) one.replaceWith(document.adoptNode(other));
      }
      document.title = found.title;
      if (!keep) history.replaceState(null, "", url);
      if (active && !document.activeElement.id && document.getElementById(active)) document.getElementById(active).focus();
      if (!quiet) say(document.getElementById("shown").dataset.said || "");
      return true;
    } catch (error) {
      if (error.name !== "AbortError") say("The page could not be reached; try again.");
      return false;
    } finally {
      if (own === asked) document.body.classList.remove("busy");
    }
  };

  /* The range itself stays, so that a hand or a key on it is not lost. */
  const renew = (slider, other) => {
    const range = slider.querySelector("input[type=range]");
    const fresh = other.querySelector("input[type=range]");
    for (const name of ["max", "aria-valuetext", "data-steps", "data-origin"]) range.setAttribute(name, fresh.getAttribute(name) || "");
    if (document.activeElement !== range || !range.matches(":active")) range.value = fresh.value;
    slider.querySelector(".words").textContent = other.querySelector(".words").textContent;
    for (const selector of [".marks", ".ends"]) {
      const one = slider.querySelector(selector);
      const two = other.querySelector(selector);
      if (one && two) one.replaceWith(document.adoptNode(two));
    }
    const ways = (one) => [...one.querySelector(".moves").children].slice(0, 2);
    const fresher = ways(other);
    ways(slider).forEach((one, place) => {
      const held = one === document.activeElement;
      one.replaceWith(document.adoptNode(fresher[place]));
      if (held && fresher[place].href) fresher[place].focus();
    });
    for (const hidden of slider.querySelectorAll("input[type=hidden]")) {
      const same = [...other.querySelectorAll("input[type=hidden]")].find((one) => one.name === hidden.name);
      if (same) hidden.value = same.value;
    }
    const exact = slider.querySelector(".exact input:not([type])");
    if (exact && exact !== document.activeElement) exact.value = other.querySelector(".exact input:not([type])").value;
  };

  const moveTo = (range, step) => {
    range.value = step;
    const text = valueOf(range);
    const shown = range.dataset.origin ? words(text) : text;
    range.setAttribute("aria-valuetext", shown);
    range.closest(".slider").querySelector(".words").textContent = shown;
    const url = new URL(location.href);
    url.searchParams.set(clockOf(range), text);
    url.hash = "";
    return show(url.href);
  };

  let later = 0;
  document.addEventListener("input", (event) => {
    const range = event.target;
    if (range.type !== "range") return;
    halt();
    asked += 1; /* what is on its way is of an earlier place, and must not take the slider back there */
    if (stop) stop.abort();
    const text = valueOf(range);
    const shown = range.dataset.origin ? words(text) : text;
    range.setAttribute("aria-valuetext", shown);
    range.closest(".slider").querySelector(".words").textContent = shown;
    const to = range.value;
    clearTimeout(later);
    later = setTimeout(() => moveTo(range, to), 60);
  });

  document.addEventListener("keydown", (event) => {
    const range = event.target;
    if (range.type !== "range" || event.altKey || event.ctrlKey || event.metaKey) return;
    const steps = (range.dataset.steps || "").split(" ").filter(Boolean).map(Number);
    const here = Number(range.value);
    const forth = ["ArrowRight", "ArrowUp"].includes(event.key);
    const back = ["ArrowLeft", "ArrowDown"].includes(event.key);
    if (!forth && !back) return;
    event.preventDefault();
    halt();
    let to = here + (forth ? 1 : -1);
    if (steps.length && !event.shiftKey) {
      const found = forth ? steps.find((step) => step > here) : steps.filter((step) => step < here).pop();
      if (found === undefined) return;
      to = found;
    }
    moveTo(range, Math.min(Math.max(to, 0), Number(range.max)));
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".moves a");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
      event.preventDefault();
      halt();
      show(link.href);
    }
  });

  /* Play: entry by entry, each said in words, and the panels as of its day. */
  let playing = 0;
  const button = document.querySelector(".play");
  const halt = () => {
    if (!playing) return;
    playing = 0;
    if (button) { button.textContent = "Play"; button.setAttribute("aria-pressed", "false"); }
  };
  const wait = (time) => new Promise((done) => { setTimeout(done, time); });
  const play = async () => {
    const own = ++playing;
    button.textContent = "Stop";
    button.setAttribute("aria-pressed", "true");
    const range = document.getElementById("at-step");
    const api = "/api" + location.pathname.split("/").slice(0, 3).join("/") + "/timeline";
    const steps = () => range.dataset.steps.split(" ").filter(Boolean).map(Number);
    let step = Number(range.value) >= Number(range.max) ? steps()[0] : Number(range.value);
    while (playing === own && step !== undefined) {
      const date = iso(range, step);
      if (!(await moveTo(range, step)) && playing === own) await wait(300);
      const query = new URLSearchParams({ at: date, since: date, until: date });
      const here = new URL(location.href).searchParams;
      for (const name of ["known", "recorded"]) if (here.get(name)) query.set(name, here.get(name));
      const response = await fetch(`${api}?${query}`, { credentials: "same-origin" });
      const lines = response.ok ? (await response.json()).lines : [];
      for (const line of lines) {
        if (playing !== own) return;
        for (const row of document.querySelectorAll("tr.told")) row.classList.remove("told");
        for (const link of document.querySelectorAll("#shown th a")) {
          if (link.textContent === `#${line.number}`) link.closest("tr").classList.add("told");
        }
        const label = button.dataset.public.split("|").includes(line.marking) ? "" : ` [${line.marking}]`;
        say(`#${line.number} ${words(date)}: ${line.what}${label}`);
        await wait(1400);
      }
      step = steps().find((one) => one > step);
    }
    halt();
  };
  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => (playing ? halt() : play()));
  }

  /* What is recorded meanwhile is shown, unless the page is of an earlier state of the record. */
  const events = document.body.dataset.events;
  if (events && window.EventSource) {
    const stream = new EventSource(events);
    stream.addEventListener("entries", async (event) => {
      const told = JSON.parse(event.data);
      if (pinned() || playing) return;
      if (document.getElementById("shown") && !document.querySelector(".record")) await show(location.href, { keep: true, quiet: true });
      say(told.entries.map((one) => `New: #${one.number} ${one.what}`).join(" ") || `New: up to #${told.last}`);
    });
    addEventListener("pagehide", () => stream.close());
  }

  /* The desk: a line is sent without a new page, and stays where it is if it cannot be. One after the other: each has
     an id of its own, which comes with the answer to the one before. */
  const jot = document.getElementById("jot");
  if (jot) {
    const line = document.getElementById("line");
    const send = async () => {
      const noted = document.getElementById("noted");
      const text = line.value;
      if (!text.trim()) return;
      const body = new URLSearchParams(new FormData(jot));
      try {
        const response = await fetch(jot.action, { method: "POST", body, credentials: "same-origin" });
        const found = new DOMParser().parseFromString(await response.text(), "text/html");
        if (!response.ok) throw new Error((found.querySelector(".refused") || found.querySelector("main") || found.body).textContent.trim());
        if (line.value === text) line.value = "";
        jot.elements.id.value = found.getElementById("jot").elements.id.value;
        noted.textContent = found.getElementById("noted").textContent;
        document.getElementById("shown").replaceWith(document.adoptNode(found.getElementById("shown")));
      } catch (error) {
        noted.textContent = `Not sent, and still here: ${error.message}`;
      }
      line.focus();
    };
    let sent = Promise.resolve();
    jot.addEventListener("submit", (event) => {
      event.preventDefault();
      sent = sent.then(send);
    });
  }

  /* A token in the part of the address that no server sees is sent as a form, and forgotten here. */
  const enter = document.getElementById("enter");
  if (enter) {
    const token = new URLSearchParams(location.hash.slice(1)).get("token");
    if (token) {
      history.replaceState(null, "", location.pathname + location.search);
      enter.elements.token.value = token;
      enter.submit();
    } else if (!document.querySelector(".refused")) {
      /* Whoever comes from another site has not shown the cookie; this page asks again, and does. */
      fetch(location.href, { credentials: "same-origin" }).then((response) => { if (response.ok) location.reload(); });
    }
  }
})();
