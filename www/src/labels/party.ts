// A visit where labels are stuck: whom it is about, what the player is called, and the cards that say so.
import { errorText } from "../i18n/play-words";
import { labelWords, type LabelTranslate } from "../i18n/label-words";
import { translator } from "../i18n/words";
import { ApiError, call } from "../kit/api";
import { loadStyle } from "../kit/style";
import type { Campaign, CampaignLabels, Label, Me } from "../kit/wire";
import { FRIENDS } from "../play/icons";
import { showMessage } from "../play/message-card";
import type { PlayerClient } from "../play/player";
import type { resultCard } from "../play/result-card";
import type { Session } from "../play/session";
import { toast } from "../play/view";
import { Badge } from "./badge";
import { labelResult } from "./label-result";
import labelStyle from "./labels.css?url";
import { dressStart } from "./subject";

export interface Ways {
  toStart(): void;
  invite(): void;
}

/** Longer than this the card does not wait for a name. */
const MEETING_MOST_MS = 1_200;

/** Refusals about the friend: what happened, and what is possible instead. */
const OVER = {
  unknown_invite: ["over_unknown", "over_unknown_more"],
  party_over: ["over_time", "over_time_more"],
  own_invite: ["over_own", "over_own_more"],
  giver_blocked: ["over_blocked", "over_blocked_more"],
} as const;

export class Party {
  /** The invite code of the friend it is about; null is oneself. */
  about: string | null;
  friendName: string | null = null;
  readonly badge: Badge;
  /** Pictures of the labels; none when they cannot be had. */
  readonly icons: Promise<Record<string, string>>;
  /** It is known whom it is about, or cannot be known. */
  private readonly met: Promise<void>;
  private changed: () => void = () => undefined;
  private opensPanel: boolean;

  static async of(session: Session, client: PlayerClient, ways: Ways): Promise<Party> {
    const party = new Party(session, client, ways);
    await Promise.all([loadStyle(labelStyle), Promise.race([party.met, new Promise((resolve) => setTimeout(resolve, MEETING_MOST_MS))])]);
    return party;
  }

  private constructor(readonly session: Session, readonly client: PlayerClient, readonly ways: Ways) {
    this.about = session.query.get("invite");
    this.opensPanel = session.query.get("view") === "labels";
    this.badge = new Badge(() => this.t);
    this.icons = call<Record<string, string>>("GET", this.labels.icons).catch(() => ({}));
    this.met = this.about ? this.meet(this.about) : Promise.resolve();
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

  /** The campaign with the name that the module shows under the face. */
  get dressed(): Campaign {
    const { campaign, t } = this.session;
    const host_name = this.about ? this.friendName : t("you");
    return host_name ? { ...campaign, texts: { ...campaign.texts, host_name } } : campaign;
  }

  /** What a run says besides its campaign. */
  get runBody(): object {
    const { name } = this.session;
    return { ...(this.about ? { about: this.about } : {}), ...(name ? { name } : {}) };
  }

  /** What the endpoint knows of this player. */
  heard(me: Me | null): void {
    if (me?.labels) this.badge.count = me.labels.pending.length;
    if (!me?.invite || me.invite.code !== this.about) return;
    this.about = null; // one's own link: the card changes before anybody taps in vain
    toast(errorText(this.session.t, "own_invite"));
    this.changed();
  }

  dressStart(card: HTMLElement): void {
    this.changed = dressStart(this, card);
    if (!this.opensPanel) return;
    this.opensPanel = false;
    void this.openMine();
  }

  readonly resultCard: typeof resultCard = (_, played, practice, choices) => labelResult(this, played, practice, choices);

  async openMine(): Promise<void> {
    try {
      const { openMyLabels } = await import("./my-labels");
      await openMyLabels(this);
    } catch {
      toast(this.session.t("error_network"));
    }
  }

  /** True: the refusal was about the friend, and is shown with a way on. */
  refused(tag: string): boolean {
    if (!this.about || !(tag in OVER)) return false;
    const act = () => {
      this.about = null;
      this.ways.toStart();
    };
    const { t } = this;
    const [title, text] = OVER[tag as keyof typeof OVER];
    showMessage({ title: t(title), text: t(text), picture: FRIENDS, id: "error", alert: true, actions: [{ words: t("own_party"), id: "own-party", act }] });
    return true;
  }

  /** Whose link was opened; asked without saying who asks. */
  private async meet(code: string): Promise<void> {
    try {
      const { campaign, inviter_name } = await call<{ campaign: string; inviter_name: string | null }>("GET", `/v1/invites/${encodeURIComponent(code)}`);
      if (campaign === this.session.campaign.id) this.friendName = inviter_name;
      else this.about = null;
    } catch (error) {
      if (!(error instanceof ApiError) || error.tag !== "unknown_invite") return; // the run's answer will tell
      this.about = null;
      toast(errorText(this.session.t, "unknown_invite"));
    }
    this.changed();
  }
}
