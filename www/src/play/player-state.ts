// What the endpoint knows of this player: best score, coupons, and runs of earlier visits that were never answered.
import type { Coupon, Me } from "../kit/wire";
import type { FinishedRun, FinishQueue } from "./finish-queue";
import type { PlayerClient } from "./player-client";
import type { Session } from "./session";
import { toast } from "./view";

export class PlayerState {
  coupons: Coupon[] = [];
  me: Me | null = null;
  onChange: () => void = () => undefined;

  constructor(
    private readonly session: Session,
    private readonly client: PlayerClient,
    private readonly queue: FinishQueue,
  ) {}

  async fetch(): Promise<void> {
    const me = (this.me = await this.client.me());
    if (me.best) this.session.recordScore(me.best);
    this.coupons = me.coupons;
    this.onChange();
  }

  submitPending(): void {
    for (const run of this.queue.pending()) void this.submit(run);
  }

  addCoupon(coupon: Coupon | null): void {
    if (coupon && !this.coupons.some(({ code }) => code === coupon.code)) this.coupons = [coupon, ...this.coupons];
    this.onChange();
  }

  clear(): void {
    this.coupons = [];
    this.me = null;
  }

  private async submit(run: FinishedRun): Promise<void> {
    const result = await this.queue.submit(run, () => undefined);
    if (result.state !== "verified") return;
    this.addCoupon(result.verdict.coupon);
    toast(this.session.t("checked_earlier", { n: result.verdict.score }));
  }
}
