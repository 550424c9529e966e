// What is shown after a round, in one piece that loads while the start card is read; with it, the sentences for rare errors.
import { errorWords } from "../i18n/error-words";
import { learn } from "../i18n/play-words";

export { confetti } from "./confetti";
export { resultCard } from "./result-card";

learn(errorWords);
