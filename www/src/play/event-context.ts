// The Segment context of the page's events: where the visitor came from, never who they are. Loaded with the outbox.
import { publicUrl, utmOf } from "../kit/utm";
import type { Session } from "./session";

export function eventContext({ campaign, host, invite }: Session): Record<string, unknown> {
  const { path, url, title, referrer } = host.page;
  const utm = utmOf(new URL(url).searchParams);
  return {
    locale: campaign.locale,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    page: { path, url: publicUrl(url), title, referrer: publicUrl(referrer) },
    ...(utm ? { campaign: utm } : {}),
    ...(invite ? { referrer: { type: "invite", id: invite } } : {}),
    consent: { version: campaign.consent.version },
  };
}
