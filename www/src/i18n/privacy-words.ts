// Words of the privacy sheet and of what follows a "no", English and Chinese.
const en = {
  privacy: "Privacy",
  close: "Close",
  policy: "The whole privacy notice",
  stored: "You agreed that {brand} stores a random player number, your plays, your invites and what you won. No name, no phone number, no tracking.",
  not_stored: "Nothing of you is stored. {brand} asks first, on the start card.",
  rights: "You can take this back at any time. To have everything deleted, write to {brand}.",
  withdraw: "Take my consent back",
  withdraw_ask: "Take your consent back? Your invites and labels end, and a round you are playing does not count.",
  withdraw_yes: "Yes, take it back",
  withdrawing: "One moment…",
  keep: "No, keep it",
  withdrawn: "Your consent is taken back",
  withdrawn_more: "Nothing more of you is stored or sent, and this device has forgotten you. You can go on playing just for fun.",
  withdrawn_untold: "This device has forgotten you and sends nothing more. There is no connection now, so the server is told on your next visit.",
  erased: "Your data was deleted",
  erased_more: "As asked, nothing of you is left, and this device has forgotten you, too. You can play just for fun, or agree and begin anew.",
  coupon_stays: "Your coupon stays yours. Please note the code: this page does not remember it any more.",
  agree_again: "Agree again",
};

const zh: Record<keyof typeof en, string> = {
  privacy: "隐私",
  close: "关闭",
  policy: "完整隐私说明",
  stored: "你已同意{brand}存储一个随机玩家编号、你的游戏记录、邀请记录和奖品。不收集姓名和手机号，不做跟踪。",
  not_stored: "没有存储你的任何信息。{brand}会先在开始页征求你的同意。",
  rights: "你可以随时撤回同意。如需删除全部数据，请联系{brand}。",
  withdraw: "撤回同意",
  withdraw_ask: "确定撤回同意吗？你的邀请和标签会失效，正在玩的一局不计成绩。",
  withdraw_yes: "确定撤回",
  withdrawing: "请稍候…",
  keep: "先不撤回",
  withdrawn: "你已撤回同意",
  withdrawn_more: "不再存储或发送你的任何信息，本设备也已忘记你。你仍然可以随便玩玩。",
  withdrawn_untold: "本设备已忘记你，不再发送任何信息。现在没有网络，下次打开时会告知服务器。",
  erased: "你的数据已删除",
  erased_more: "按照要求，你的数据已全部删除，本设备也已忘记你。你可以随便玩玩，或者重新同意后从头开始。",
  coupon_stays: "优惠券仍然是你的。请记下券码，本页面不再保存它。",
  agree_again: "重新同意",
};

export const privacyWords = { en, zh };
