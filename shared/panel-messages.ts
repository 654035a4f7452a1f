/** What the comparison panel and the extension tell each other. Data only: the panel draws with textContent. */
import type { CatalogueTableView, HistoryView } from "./catalogue-view";
import type { ComparisonView } from "./view-models";

export type ToPanel =
  | {
      readonly kind: "show";
      readonly view: ComparisonView;
      /** Row to mark at first, e.g. the one chosen in the list. */
      readonly selectedOfferId: string | null;
    }
  /** Figures of the call as it is now: the person's sorting and choice stay. */
  | { readonly kind: "refresh"; readonly view: ComparisonView }
  /** The last figures are out of date, and why. */
  | { readonly kind: "problem"; readonly text: string };

export type FromPanel =
  | { readonly kind: "ready" }
  | { readonly kind: "useModel"; readonly offerId: string }
  | { readonly kind: "copy"; readonly text: string; readonly what: string }
  | { readonly kind: "openCall" };

/** What the catalogue's table and the extension tell each other. */
export type ToCatalogue =
  | { readonly kind: "show"; readonly view: CatalogueTableView }
  | { readonly kind: "history"; readonly history: HistoryView }
  | { readonly kind: "noHistory"; readonly offerId: string; readonly problem: string };

export type FromCatalogue =
  | { readonly kind: "ready" }
  | { readonly kind: "history"; readonly offerId: string }
  | { readonly kind: "refresh" }
  | { readonly kind: "openFile" };
