// What every card and list about labels works with: the campaign's labels, whom the visit is about, and where one can go.
import { labelWords, type LabelTranslate } from "../i18n/label-words";
import { translator } from "../i18n/locale";
import { call } from "../kit/api";
import type { CampaignLabels, Label } from "../kit/wire";
import type { PlayerClient } from "../play/player-client";
import type { Session } from "../play/session";
import { PendingBadge } from "./badge";

export interface Navigation {
  restart(): void;
  openInvite(): void;
  openPrivacy(): void;
  openMyLabels(): void;
}

export class LabelContext {
  /** The invite code of the receiver; null when the visit is about oneself. */
  about: string | null;
  receiverName: string | null = null;
  readonly badge: PendingBadge;
  /** Drawings of the labels by icon name; empty when they cannot be loaded. */
  readonly icons: Promise<Record<string, string>>;

  constructor(readonly session: Session, readonly client: PlayerClient, readonly navigation: Navigation) {
    this.about = session.invite;
    this.badge = new PendingBadge(() => this.t, navigation.openMyLabels);
    this.icons = call<Record<string, string>>("GET", this.labels.icons).catch(() => ({}));
  }

  get t(): LabelTranslate {
    return translator(this.session.campaign.locale, labelWords);
  }

  get labels(): CampaignLabels {
    return this.session.campaign.labels as CampaignLabels;
  }

  label(id: string): Label {
    return this.labels.list.find((label) => label.id === id) ?? { id, text: id, group: "", opposite: null, icon: "" };
  }
}
