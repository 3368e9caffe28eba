// Requests to the service. Its mistakes come as problem documents.
import { t } from './text.js';

const keyName = 'honnan.key';

/** What the service said when it could not do something. */
export class Problem extends Error {
  constructor(status, detail, retryAfter) {
    super(detail);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /** For people. */
  get text() {
    switch (this.status) {
      case 0: return t('offline');
      case 400: return t('notUnderstood');
      case 401: return t('keyMissing');
      case 408: return t('tooSlow');
      case 413: return t('tooLarge');
      case 415: return t('notPicture');
      case 422: return t('broken');
      case 429: case 503: return t('busyLong');
      case 500: return t('broke');
      default: return t('failed', { detail: this.message });
    }
  }
}

const sendable = /^[\x20-\x7e]*$/; // other letters cannot stand in a request's head

let asking = null; // one question for all requests that want the key at the same time

async function askKey(wrong) {
  const dialog = document.getElementById('key');
  const input = dialog.querySelector('input');
  let warning = wrong ? t('keyWrong') : '';
  let key;
  do {
    document.getElementById('key-wrong').textContent = warning;
    dialog.returnValue = '';
    dialog.showModal();
    await new Promise(done => dialog.addEventListener('close', done, { once: true }));
    key = dialog.returnValue === 'use' ? input.value : '';
    input.value = '';
    warning = t('keyLetters');
  } while (!sendable.test(key));
  if (!key) {
    sessionStorage.removeItem(keyName);
    throw new Problem(401, t('keyMissing'));
  }
  sessionStorage.setItem(keyName, key);
}

/** Sends a request; a key is asked for where the service wants one. */
export async function send(path, options = {}) {
  const key = sessionStorage.getItem(keyName);
  const headers = { ...options.headers, ...(key ? { 'X-Api-Key': key } : {}) };
  let response;
  try {
    response = await fetch(path, { ...options, headers });
  } catch (error) {
    throw options.signal?.aborted ? error : new Problem(0, error.message);
  }
  if (response.status === 401) {
    if (asking || sessionStorage.getItem(keyName) === key) { // else another request has been told a new one meanwhile
      asking ??= askKey(key !== null).finally(() => { asking = null; });
      await asking;
    }
    return send(path, options);
  }
  if (!response.ok) {
    const document = await response.json().catch(() => ({}));
    throw new Problem(response.status, document.detail ?? response.statusText, Number(response.headers.get('Retry-After')) || null);
  }
  return response;
}

/** A JSON document. */
export const get = async (path, options = {}) => (await send(path, options)).json();

/** Posts a JSON document and gets one. */
export const post = async (path, body = {}, options = {}) => (await send(path, { ...options, method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })).json();

/** Does something; while the service is busy, tries again a few times and counts the seconds till then. */
export async function patiently(act, signal, onBusy) {
  for (let tries = 0; ; tries++) {
    try {
      return await act();
    } catch (error) {
      if (error.status !== 429 || tries === 3) {
        throw error;
      }
      for (let seconds = (error.retryAfter ?? 1) * (tries + 1); seconds > 0; seconds--) {
        onBusy(seconds);
        await new Promise(done => setTimeout(done, 1000));
        signal.throwIfAborted();
      }
    }
  }
}

/**
 * Asks about a picture, patiently.
 * @param picture Its file, and for a drawn example the address that answers it.
 */
export function predict({ file, answeredAt }, query, signal, onBusy) {
  const parameters = new URLSearchParams({ top: 250, heatmap: true, ...query });
  const body = answeredAt ? {} : { headers: { 'Content-Type': 'application/octet-stream' }, body: file };
  return patiently(async () => (await send(`${answeredAt ?? '/api/predict'}?${parameters}`, { method: 'POST', ...body, signal })).json(), signal, onBusy);
}
