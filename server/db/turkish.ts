/**
 * Turkish text in SQL, for what a list filters and sorts by without a column of its own. `tr_fold` gives what trFold
 * (shared/text.ts) gives for Latin letters; `tr_sort` orders as trSortKey does, so that a page's order is the desktop's.
 */
export const turkishStatements: string[] = [
  `CREATE OR REPLACE FUNCTION tr_fold(t text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT lower(replace(replace(replace(replace(replace(replace(translate(regexp_replace(
    normalize(translate(normalize(t, NFC), 'ıİIşŞğĞçÇöÖüÜ', 'iiissggccoouu'), NFD), '[\\u0300-\\u036f]', '', 'g'),
    'øØłŁđĐħĦ', 'oOlLdDhH'), 'ß', 'ss'), 'ẞ', 'ss'), 'æ', 'ae'), 'Æ', 'ae'), 'œ', 'oe'), 'Œ', 'oe')
    COLLATE "C")
$$;`,
  `CREATE COLLATION IF NOT EXISTS tr_sort (provider = icu, locale = 'und', rules =
  '[numericOrdering on] &C < ç <<< Ç &G < ğ <<< Ğ &[before 1]i < ı <<< I &i <<< İ &O < ö <<< Ö &S < ş <<< Ş &U < ü <<< Ü');`,
]
