// Line icons of the label cards, 24×24 path data.
export const TAG = "M3.5 4.5v7L13 21l8-8-9.5-9.5h-7a1 1 0 0 0-1 1zM8 8.2v.1";
export const PICTURE = "M4 4.5h16v15H4zM4 16l4.5-4.5 4 4 2.5-2.5 5 5M15.5 9v.1";
export const SAVE = "M12 4v11M7.5 10.5L12 15l4.5-4.5M4.5 19.5h15";
export const BACK = "M14.5 5l-7 7 7 7";
