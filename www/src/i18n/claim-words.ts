// Words for a win that waits until the brand's page has said who the player is, English and Chinese.
import { translator, type Translate } from "./locale";

const en = {
  sign_in_first: "You won! Sign in with your {brand} account by {date} to get your coupon, while there are any left.",
  sign_in: "Sign in",
  open_site: "Open the game on the website",
  claim_won: "You are signed in: here is your coupon.",
  claim_later: "You are signed in. Your coupon follows.",
  claim_sold_out: "You are signed in, but every coupon has been taken.",
};

const zh: Record<keyof typeof en, string> = {
  sign_in_first: "你赢了！请在 {date} 前登录{brand}账号领取优惠券，先到先得，领完为止。",
  sign_in: "去登录",
  open_site: "到官网打开游戏",
  claim_won: "登录成功，这是你的优惠券。",
  claim_later: "登录成功，优惠券稍后送达。",
  claim_sold_out: "登录成功，但优惠券已经发完。",
};

export function claimWords(locale: string): Translate<keyof typeof en> {
  return translator(locale, { en, zh });
}
