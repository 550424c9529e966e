// Words of the invite landing, English and Chinese.
const en = {
  landing_invites: "{name} invites you to play",
  landing_party: "{name} asks: which labels fit me?",
  landing_unknown: "This invitation has ended",
  landing_unknown_more: "The link is not valid any more. Ask your friend for a new one.",
  landing_privacy: "What is stored, and how to take consent back",
  landing_unknown_open: "The link is not valid any more, but the game is open to everybody.",
  play_anyway: "Play anyway",
  landing_how: "One short round. No app, no account.",
  a_friend: "A friend",
  play: "Play",
  prizes_left: "{n} left",
  prize_gone: "All gone – play for fun!",
  prize_gone_today: "Today's are all gone – play for fun!",
  until: "until {date}",
  closed_more: "The campaign has ended. Thank you for playing!",
  opens_soon: "Opens soon",
};

const zh: Record<keyof typeof en, string> = {
  landing_invites: "{name}邀请你来玩",
  landing_party: "{name}想知道：哪些标签像我？",
  landing_unknown: "这个邀请已失效",
  landing_unknown_more: "链接不能用了，请朋友再发一个。",
  landing_privacy: "存储什么，如何撤回同意",
  landing_unknown_open: "链接不能用了，但游戏人人可玩。",
  play_anyway: "照样玩一局",
  landing_how: "一局很短，不用下载，不用注册。",
  a_friend: "一位朋友",
  play: "开始",
  prizes_left: "剩 {n} 份",
  prize_gone: "奖品已领完，玩个开心！",
  prize_gone_today: "今天的奖品已领完，玩个开心！",
  until: "{date} 截止",
  closed_more: "本次活动已结束，谢谢参与！",
  opens_soon: "即将开始",
};

export const landingWords = { en, zh };
