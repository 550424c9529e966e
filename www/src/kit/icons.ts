// Our own line icons, 24×24 path data.
export const GIFT = "M4 11h16v9H4zM3 7h18v4H3zM12 7v13M12 7C8 7 7 3 9.2 3S12 7 12 7s.6-4 2.8-4S16 7 12 7";
export const TAP = "M9 12V5.5a1.5 1.5 0 0 1 3 0V11l5 1.2c1.3.3 2 1.3 1.8 2.6l-.8 6.2H9.6L6 15.4c-1-1.4.8-2.8 2-1.6zM5.5 7A5 5 0 0 1 14 3.2";
export const SOUND = "M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4 4 0 0 1 0 6M18 6.5a7.5 7.5 0 0 1 0 11";
export const SHIELD = "M12 3l7.5 3v5.5c0 4.500-3 7.500-7.500 9.500-4.500-2-7.500-5-7.500-9.500V6z";
export const SILENT = "M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM16 9.5l5 5M21 9.5l-5 5";
export const FRIENDS = "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-3.6 2.9-6 6.5-6s6.5 2.4 6.5 6M16.5 4.8a3.4 3.4 0 0 1 0 6.4M18 14.6c2.1.8 3.5 2.8 3.5 5.4";
export const COPY = "M9 9h11v11H9zM15 9V4H4v11h5";
export const DONE = "M4.5 12.5l5 5 10-11";
export const CLOSE = "M6 6l12 12M18 6L6 18";
export const CLOCK = "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2";
export const CLOUD_OFF = "M7.5 18.5A4.5 4.5 0 0 1 6.6 9.600M9.5 6.300A6 6 0 0 1 17.5 10.500a4 4 0 0 1 2.7 6.700M4 3l16.5 18";
export const TROUBLE = "M12 8v5M12 16.500v.1M12 3l9.5 17h-19z";
export const COUPON = "M4 7h16v3a2 2 0 0 0 0 4v3H4v-3a2 2 0 0 0 0-4zM14 7v10";
