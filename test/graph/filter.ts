/** As much of OData's $filter as Entra answers without "advanced queries": eq, in, any(… eq …), and `or` between them. */
import { indexed, type Indexed, type Member, type Tenant } from "./tenant.ts";

/** Graph takes this many values in one `in`. */
const mostInOne = 15;

const text = "'((?:[^']|'')*)'";
const equal = new RegExp(`^(\\w+) eq ${text}$`);
const among = /^(\w+) in \((.*)\)$/;
const anyAddress = new RegExp(`^proxyAddresses/any\\((\\w+):\\1 eq ${text}\\)$`);

/** Who fits; undefined where the filter is none that Graph would take. */
export function select(tenant: Tenant, kind: Member["kind"], filter: string): readonly Member[] | undefined {
  const found = new Set<Member>();
  for (const clause of clausesOf(filter)) {
    const read = readClause(clause);
    if (!read) return undefined;
    for (const value of read.values) for (const member of tenant.where(kind, read.property, value)) found.add(member);
  }
  return [...found];
}

/** Split at each ` or ` that stands outside of quotes. */
const clausesOf = (filter: string): readonly string[] =>
  (filter.match(/(?:'(?:[^']|'')*'|(?! or )[^'])+/g) ?? []).map((clause) => clause.replace(/^or /, ""));

function readClause(clause: string): { readonly property: Indexed; readonly values: readonly string[] } | undefined {
  const [, one, value] = equal.exec(clause) ?? [];
  if (value !== undefined) return isSingle(one) ? { property: one, values: [unquote(value)] } : undefined;
  const [, many, content = ""] = among.exec(clause) ?? [];
  if (isSingle(many)) {
    const values = [...content.matchAll(new RegExp(text, "g"))].map(([, each = ""]) => unquote(each));
    return values.length > 0 && values.length <= mostInOne ? { property: many, values } : undefined;
  }
  const [, , address] = anyAddress.exec(clause) ?? [];
  return address === undefined ? undefined : { property: "proxyAddresses", values: [unquote(address)] };
}

/** proxyAddresses is a collection: it is asked with any(), the others without. */
const isSingle = (property: string | undefined): property is Indexed =>
  property !== "proxyAddresses" && indexed.some((each) => each === property);
const unquote = (value: string) => value.replaceAll("''", "'");
