// What is shown after a round, in one piece that loads while the start card is read.
export { confetti } from "./confetti";
export { resultCard } from "./result-card";
