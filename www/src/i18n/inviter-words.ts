// Words about who invited the player, English and Chinese.
const en = {
  invited_by: "{name} invited you",
  a_friend: "A friend",
  ended: "This invitation has ended. You can still play.",
};

const zh: Record<keyof typeof en, string> = {
  invited_by: "{name}邀请了你",
  a_friend: "一位朋友",
  ended: "这个邀请已失效，你仍然可以玩。",
};

export const inviterWords = { en, zh };
