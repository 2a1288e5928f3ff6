'use strict';
/* The server words and draws everything. This only brings the page up to date without
   loading it anew: it fetches the same page and exchanges what differs in [data-live]. */
(() => {
  const POLL_MS = 3000;
  let version = Number(document.documentElement.dataset.version);
  let fetching = false;
  let again = false;

  const trouble = (is) => { document.getElementById('trouble').hidden = !is; };
  const childKey = (node) => node.dataset && node.dataset.key;

  function sameAttributes(old, fresh) {
    for (const { name } of [...old.attributes]) {
      if (!fresh.hasAttribute(name)) old.removeAttribute(name);
    }
    for (const { name, value } of fresh.attributes) {
      if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    }
  }

  function exchange(old, fresh) {
    if (old.isEqualNode(fresh)) return;
    if ('live' in old.dataset) { bring(old, fresh); return; }
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    const copy = document.importNode(fresh, true);
    old.replaceWith(copy);
    if (focused) refocus(focused.id, copy);
  }

  function refocus(id, place) {
    const same = id && document.getElementById(id);
    const phone = place.closest('.phone');
    const target = same || (phone && phone.querySelector('input[name=text]'));
    if (target) target.focus({ preventScroll: true });
  }

  /* Keeps children with the same key, so that focus stays and only news is read aloud. */
  function bring(old, fresh) {
    sameAttributes(old, fresh);
    const before = new Map([...old.children].map((child) => [childKey(child), child]));
    const wanted = new Set([...fresh.children].map(childKey));
    for (const [key, child] of before) if (!wanted.has(key)) child.remove();
    [...fresh.children].forEach((child, place) => {
      const known = before.get(childKey(child));
      if (known) exchange(known, child);
      else old.insertBefore(document.importNode(child, true), old.children[place] || null);
    });
  }

  function show(html) {
    const fresh = new DOMParser().parseFromString(html, 'text/html');
    const theirs = Number(fresh.documentElement.dataset.version);
    if (Number.isNaN(theirs) || theirs < version) return;
    version = theirs;
    const counts = lengths();
    for (const part of document.querySelectorAll('[data-live]')) {
      if (part.parentElement.closest('[data-live]')) continue;
      const twin = fresh.getElementById(part.id);
      if (twin && !part.isEqualNode(twin)) bring(part, twin);
    }
    markNews(counts);
  }

  const lengths = () => new Map([...document.querySelectorAll('.phone')].map(
    (phone) => [phone.dataset.who, phone.querySelector('.thread').textContent.length]));

  /* On a narrow page only one phone is in sight: the others' tabs get a dot. */
  function markNews(before) {
    for (const [who, count] of lengths()) {
      const thread = document.querySelector(`#phone-${who} .thread`);
      if (count > before.get(who)) thread.scrollTop = thread.scrollHeight;
      const tab = document.querySelector(`.tabs [data-who="${who}"]`);
      if (tab && count > before.get(who) && !tab.hasAttribute('aria-current')) {
        tab.dataset.news = '';
      }
    }
  }

  async function refresh() {
    if (fetching) { again = true; return; }
    fetching = true;
    do {
      again = false;
      try {
        const answer = await fetch(location.pathname + location.search);
        show(await answer.text());
        trouble(!answer.ok);
      } catch { trouble(true); }
    } while (again);
    fetching = false;
  }

  document.addEventListener('submit', async (event) => {
    const form = event.target;
    if (form.action.includes('/restart')) return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form, event.submitter));
    const chosen = event.submitter && event.submitter.name === 'word';
    const box = chosen ? null : form.querySelector('input[name=text]');
    if (box) box.value = '';
    document.body.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(form.action, { method: 'POST', body });
      show(await answer.text());
      trouble(!answer.ok);
      if (form.closest('.signal')) form.closest('details').open = false;
    } catch {
      if (box) box.value = body.get('text');
      trouble(true);
    }
    document.body.removeAttribute('aria-busy');
  });

  document.addEventListener('keydown', (event) => {
    const open = event.key === 'Escape' && event.target.closest('.signal[open]');
    if (open) { open.open = false; open.querySelector('summary').focus(); }
  });

  function watchTabs() {
    const current = (phone, is) => {
      const tab = document.querySelector(`.tabs [data-who="${phone.dataset.who}"]`);
      if (!tab) return;
      tab.toggleAttribute('aria-current', is);
      if (is) { tab.setAttribute('aria-current', 'true'); delete tab.dataset.news; }
    };
    const watcher = new IntersectionObserver((seen) => {
      for (const { target, isIntersecting } of seen) current(target, isIntersecting);
    }, { root: document.querySelector('.row'), threshold: 0.6 });
    for (const phone of document.querySelectorAll('.row .phone')) watcher.observe(phone);
  }

  function listen() {
    if (!window.EventSource) { setInterval(refresh, POLL_MS); return; }
    let poll = null;
    const events = new EventSource('/events');
    events.addEventListener('changed', (event) => {
      if (Number(event.data) > version) refresh();
    });
    events.onopen = () => { clearInterval(poll); poll = null; trouble(false); };
    events.onerror = () => { poll = poll || setInterval(refresh, POLL_MS); };
  }

  watchTabs();
  listen();
})();
