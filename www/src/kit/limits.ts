// How much the endpoint takes of what a person types.
/** In signs: what a person sees as one letter or one emoji. */
export const MAX_PLAYER_NAME_SIGNS = 24;
export const MAX_SEGMENT_NAME_CHARS = 60;
export const MAX_PURPOSE_CHARS = 200;
