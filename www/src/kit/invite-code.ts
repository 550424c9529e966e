// An invite code as it comes out of a link that chats have passed on; the rule of shared/src/invite.rs.

/** The code without what is glued to it; a text without a code is left as it is, and the endpoint says so. */
export function inviteCode(text: string | null): string | null {
  return /^[^\w-]*([\w-]{22})(?![-_]*[a-z\d])/i.exec(text ?? "")?.[1] ?? (text || null);
}
