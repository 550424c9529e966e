// How much the endpoint takes of what a person types.
export const MAX_PLAYER_NAME_CHARS = 24;
export const MAX_SEGMENT_NAME_CHARS = 60;
export const MAX_PURPOSE_CHARS = 200;
