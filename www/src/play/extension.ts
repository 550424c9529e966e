// What the kind of a game brings to the page beside its module. The page calls these and knows nothing else of it.
import type { InviteWords } from "../i18n/invite-words";
import type { Me } from "../kit/wire";
import type { MountOptions } from "./game";
import type { PlayerClient } from "./player-client";
import type { createResultCard } from "./result-card";
import type { Session } from "./session";

/** What an extension is created with. */
export interface ExtensionContext {
  session: Session;
  client: PlayerClient;
  /** Asks for the campaign again and shows its start card, with the game mounted anew. */
  restart(): void;
  openInvite(): void;
  openPrivacy(): void;
}

export interface PlayExtension {
  /** Its own cards say who invited whom; the page's notices about it are left out. */
  readonly showsInviter?: boolean;
  /** What the invite sheet says in place of its own words. */
  readonly inviteWords?: { en: Partial<InviteWords>; zh: Partial<InviteWords> };
  /** Drawings for the module, handed over once its first frame shows: {icon: svg}. */
  readonly icons?: Promise<Record<string, string>>;
  /** The result card in place of the page's own. */
  readonly createResultCard?: typeof createResultCard;
  /** Is part of the body of `POST /v1/runs`. */
  runBody?(): object;
  /** Is part of what the module is mounted with. */
  mountOptions?(): Partial<Pick<MountOptions, "texts" | "labels">>;
  /** A start card was made and shows next. */
  onStartCard?(card: HTMLElement): void;
  /** `GET /v1/me` has answered. */
  onPlayerState?(me: Me): void;
  /** True when it shows itself why a run was refused. */
  handleRefusal?(tag: string): boolean;
  /** The visit ends: whatever is open, closes. */
  close?(): void;
}
