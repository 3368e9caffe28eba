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

/** Where a country's middle is: [latitude, longitude]. */
export const middleOf = code => [countries.get(code).latitude, countries.get(code).longitude];

/** Some codes in the order of their names. */
export const byName = codes => [...codes].sort((a, b) => nameOf(a).localeCompare(nameOf(b), current()));
