// Comfort only: every page works without it. Keys, the detail beside the list, live refresh, previews as one types.
"use strict";
(() => {
  const $ = (selector, from = document) => from.querySelector(selector);
  const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
  const typing = (event) => event.target.closest("input:not([type=checkbox]):not([type=radio]),textarea,select");

  // The list: the chosen line and its detail.
  const lines = () => $$(".line");
  const chosen = () => lines().findIndex((line) => line.classList.contains("here"));
  let asked = 0;
  async function choose(place) {
    const all = lines();
    const line = all[Math.max(0, Math.min(place, all.length - 1))];
    const detail = $("#detail");
    if (!line || !detail) return;
    all.forEach((other) => other.classList.toggle("here", other === line));
    all.forEach((other) => $("a", other).removeAttribute("aria-current"));
    const link = $("a", line);
    link.setAttribute("aria-current", "true");
    link.focus({ preventScroll: true });
    line.scrollIntoView({ block: "nearest" });
    const mine = ++asked;
    const answer = await fetch(`/inbox/${line.dataset.post}${location.search}`);
    if (!answer.ok || mine !== asked) return;
    detail.innerHTML = await answer.text();
    detail.scrollTop = 0;
  }
  const list = $("[data-inbox]");
  if (list) {
    list.addEventListener("click", (event) => {
      const link = event.target.closest(".line a");
      if (!link || event.metaKey || event.ctrlKey || matchMedia("(max-width:1000px)").matches) return;
      event.preventDefault();
      choose(lines().indexOf(link.closest(".line")));
    });
    if (chosen() < 0 && lines().length && !matchMedia("(max-width:1000px)").matches) lines()[0].classList.add("here");
  }

  // Keys. Each action names its own with data-key.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && typing(event)) return event.target.blur();
    if (typing(event)) return;
    const act = {
      "/": () => $("#q")?.focus(),
      "?": () => $(".keys")?.showModal(),
      j: () => list && choose(chosen() + 1),
      k: () => list && choose(chosen() - 1),
      u: () => $(".done form")?.requestSubmit(),
    }[event.key];
    if (act) {
      event.preventDefault();
      return act();
    }
    const target = $(`[data-key="${CSS.escape(event.key)}"]`);
    if (!target) return;
    event.preventDefault();
    if (target.matches("select,input,textarea")) return target.focus();
    target.click();
    if (!target.matches("summary")) return;
    // What was opened is seen down to its button.
    target.parentElement.scrollIntoView({ block: "nearest" });
    $("input:not([type=hidden]),select,textarea", target.parentElement)?.focus({ preventScroll: true });
  });

  // What was done can be undone for ten seconds; then the offer goes.
  const done = $(".done");
  if (done) {
    setTimeout(() => done.remove(), 10000);
    const url = new URL(location);
    ["did", "event"].forEach((name) => url.searchParams.delete(name));
    history.replaceState(null, "", url);
  }

  // Parts that show themselves again when the workspace changes: <div data-refresh="/address">.
  async function refresh(part) {
    const answer = await fetch(part.dataset.refresh);
    const text = answer.ok ? await answer.text() : part.shown;
    if (text === part.shown) return;
    part.shown = text;
    const open = $$("details", part).map((one) => one.open);
    part.innerHTML = text;
    $$("details", part).forEach((one, place) => (one.open = open[place] ?? one.open));
  }
  let source;
  const live = $$("[data-refresh]");
  function listen() {
    if (document.hidden || source) return;
    source = new EventSource("/events");
    source.addEventListener("changed", () => {
      live.forEach(refresh);
      const note = $("[data-live]");
      if (note && !live.length && !note.textContent) note.textContent = "There is something new; reload to see it.";
    });
  }
  function pause() {
    source?.close();
    source = undefined;
  }
  if ($(".app")) {
    listen();
    document.addEventListener("visibilitychange", () => (document.hidden ? pause() : listen()));
    addEventListener("pagehide", pause);
  }
  live.filter((part) => part.dataset.every).forEach((part) => {
    const timer = setInterval(() => (part.isConnected && !$("[data-finished]", part) ? refresh(part) : clearInterval(timer)), part.dataset.every * 1000);
  });

  // Passkeys: <form data-passkey="/address">. Asked at /address/ask, answered at /address.
  const passkey = window.PublicKeyCredential?.parseCreationOptionsFromJSON && PublicKeyCredential;
  async function send(address, body) {
    const answer = await fetch(address, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
    const said = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(said.why ?? `the server answered ${answer.status}`);
    return said;
  }
  async function ceremony(address, fields) {
    const { options, ceremony } = await send(`${address}/ask`, {});
    const { publicKey } = options;
    const credential = publicKey.user
      ? await navigator.credentials.create({ publicKey: passkey.parseCreationOptionsFromJSON(publicKey) })
      : await navigator.credentials.get({ publicKey: passkey.parseRequestOptionsFromJSON(publicKey) });
    return send(address, { ceremony, credential: credential.toJSON(), ...fields });
  }
  $$("form[data-passkey]").forEach((form) => {
    form.hidden = !passkey;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const note = $(".error", form);
      note.hidden = true;
      try {
        const said = await ceremony(form.dataset.passkey, Object.fromEntries(new FormData(form)));
        location.assign(said.next);
      } catch (error) {
        // The browser's own names for "closed the window" and "has it already".
        const known = { NotAllowedError: "No passkey was used. Try again, or sign in another way.", InvalidStateError: "This device has a passkey for you already." };
        note.textContent = known[error.name] ?? error.message;
        note.hidden = false;
      }
    });
  });

  // Forms that show their consequence as one types: <form data-preview="/address"> … <div data-shown>.
  $$("form[data-preview]").forEach((form) => {
    const shown = $("[data-shown]") ;
    let timer;
    let turn = 0;
    const show = async () => {
      const mine = ++turn;
      const query = new URLSearchParams(new FormData(form));
      const answer = await fetch(`${form.dataset.preview}?${query}`);
      const text = await answer.text();
      if (mine !== turn || !answer.ok) return;
      const focused = shown.contains(document.activeElement) && document.activeElement.id;
      shown.innerHTML = text;
      if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
      const save = $("button[data-save]", form);
      if (save) save.disabled = Boolean($("[data-blocks]", shown));
    };
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(show, 150);
    });
  });
})();
