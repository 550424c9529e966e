// What this player has already: best score, coupons, and finished runs an earlier visit could not get answered.
import type { Coupon, Me } from "../kit/wire";
import type { Finished, Finishes } from "./finish";
import type { PlayerClient } from "./player";
import type { Session } from "./session";
import { toast } from "./view";

export class Mine {
  coupons: Coupon[] = [];
  me: Me | null = null;

  constructor(
    private readonly session: Session,
    private readonly client: PlayerClient,
    private readonly finishes: Finishes,
    private readonly changed: () => void,
  ) {}

  async remember(): Promise<void> {
    const me = (this.me = await this.client.me());
    if (me.best) this.session.noteScore(me.best);
    this.coupons = me.coupons;
    this.changed();
  }

  settleEarlier(): void {
    for (const finished of this.finishes.left()) void this.settle(finished);
  }

  won(coupon: Coupon | null): void {
    if (coupon && !this.coupons.some(({ code }) => code === coupon.code)) this.coupons = [coupon, ...this.coupons];
    this.changed();
  }

  forget(): void {
    this.coupons = [];
    this.me = null;
  }

  private async settle(finished: Finished): Promise<void> {
    const outcome = await this.finishes.settle(finished, () => undefined);
    if (outcome.state !== "verified") return;
    this.won(outcome.verdict.coupon);
    toast(this.session.t("checked_earlier", { n: outcome.verdict.score }));
  }
}
