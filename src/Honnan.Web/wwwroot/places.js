// Countries by their codes, with names in both languages and their middles.
import { get } from './api.js';
import { current } from './text.js';

const countries = new Map();

/** Loads them once. */
export async function loadPlaces() {
  for (const country of await get('/api/countries?all=true')) {
    countries.set(country.country, country);
  }
}

/** A country's name in the language of the moment. */
export const nameOf = code => {
  const country = countries.get(code);
  return country ? (current() === 'hu' ? country.hungarian : country.english) : code;
};

// Countries whose English names have an article within a sentence.
const withArticle = new Set('AE AX BQ BS CC CD CF CG CK DO FK FO GB GM IM IO KM KY MH MP MV NL PH PN SB SC TC TF UM US VG VI'.split(' '));

/** A country's name as it stands within a sentence: the Netherlands. */
export const inSentence = code => current() === 'en' && withArticle.has(code) ? `the ${nameOf(code)}` : nameOf(code);

/** Where a country's middle is: [latitude, longitude]. */
export const middleOf = code => [countries.get(code).latitude, countries.get(code).longitude];

/** Some codes in the order of their names. */
export const byName = codes => [...codes].sort((a, b) => nameOf(a).localeCompare(nameOf(b), current()));
