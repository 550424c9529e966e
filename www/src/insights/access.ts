// The analyst key and campaign: from the address once (then taken out of it), else from this tab's session.
import type { Access } from "./data";

const KEY = "tv.insights";

function storedAccess(): Partial<Access> {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "{}") as Partial<Access>;
  } catch {
    return {}; // blocked storage: the form asks
  }
}

export function readAccess(): Partial<Access> {
  const hash = new URLSearchParams(location.hash.slice(1));
  const access = { ...storedAccess() };
  const [key, campaign] = [hash.get("key"), hash.get("campaign")];
  if (key) access.key = key;
  if (campaign) access.campaign = campaign;
  if (key) {
    saveAccess(access);
    history.replaceState(null, "", location.pathname + location.search);
  }
  return access;
}

export function saveAccess(access: Partial<Access>): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(access));
  } catch {
    return; // blocked storage: the key lives as long as the page
  }
}
