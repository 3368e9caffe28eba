// What the page says, in both languages.
const texts = {
  en: {
    skip: 'To the content', pages: 'Pages', language: 'Language', theme: 'Light or dark', look: 'Look', play: 'Play', report: 'Report', atlas: 'Atlas', newTab: '(in a new tab)',
    kept: 'Pictures are looked at and forgotten: nothing is stored.', about: 'The model that answers knows {countries} countries; its net is {net}.', notice: 'Copyright and licence',
    system: 'as the system', light: 'light', dark: 'dark',
    lookTitle: 'Where in the world is this street?',
    lookLead: 'Show me a street, and I will tell you the country I take it for, and what gave it away.',
    drop: 'Drop a picture here', dropMore: 'or paste one, or choose a file. JPEG, PNG or WebP, up to 20 MB.',
    choose: 'Choose a picture', photograph: 'Take a photo', another: 'Another picture', examples: 'Or try a drawn street', example: 'Drawn street {n}', examplePanorama: 'Drawn panorama {n}',
    drawnAnswer: "Drawn picture, answered by the demo's model ({net}, {countries} countries).",
    working: 'Looking …', workingLong: 'Score-CAM takes a while …', yourPicture: 'The picture', stagePanorama: 'Panorama. Turn it with the arrow keys, or drag it.',
    answer: 'The answer', sure: '{percent} sure', refused: "I don't think this is a street view.", refusedMore: 'If it were one, this would be my guess:',
    five: 'The five likeliest', whatSpeaks: 'Choose a country to see what speaks for it.', speaksFor: 'What speaks for {country}',
    heat: 'Heat map', strength: 'Strength', method: 'Method', gradCam: 'Grad-CAM', eigenCam: 'Eigen-CAM (the same for every country)', scoreCam: 'Score-CAM (slow)',
    windows: 'Windows of the panorama', allWindows: 'All', window: 'Window {n}',
    map: 'On the map', mapLabel: 'World map. {list}', mapPoint: 'My best point: {latitude}, {longitude}.', pointElsewhere: 'The point lies in {other}, not in {country}: it is the best guess over the places of all countries together.', legend: 'How likely', over: 'over {percent}', mapKeys: 'Map: the arrow keys move it, plus and minus zoom', zoomIn: 'Zoom in', zoomOut: 'Zoom out', zoomAll: 'The whole world',
    said: '{country}, {percent} sure.', close: 'Close',
    busy: 'The service has its hands full. Trying again in {seconds} s.', busyLong: 'The service has its hands full. Please try again.', again: 'Try again',
    offline: 'No connection to the service. Is it still running?', failed: 'That did not work: {detail}', notUnderstood: 'The service could make nothing of this request.', tooSlow: 'It took too long to send. Please try again.', broke: 'Something went wrong in the service. Please try again.',
    notPicture: 'This is not a picture that I can read (JPEG, PNG or WebP).', tooLarge: 'This picture is too large: at most 20 MB and 50 megapixels.', broken: 'This picture is damaged.',
    keyTitle: 'This service asks for a key', keyLabel: 'Key', keyGo: 'Use it', keyCancel: 'Cancel', keyWrong: 'That was not the right key.', keyLetters: 'A key has unaccented letters, digits and common signs only.', keyMissing: 'This service answers only those who have its key.',
    playTitle: 'You against the net', playLead: 'Five streets, {seconds} seconds each. Click the map or choose a country; the nearer, the more points, up to 5,000 a round.',
    playDrawn: 'The streets are drawn: {countries} countries, each with its own hints. Look at poles, signs, lines and houses.', playDrawnModel: "The net is the demo's model.", playOwn: 'The pictures come from {countries} countries.',
    start: 'Start', round: 'Round {n} of {of}', time: 'Time left', secondsLeft: '{n} seconds left', loadingRound: 'The next street is coming …',
    guessMap: 'Your guess on the map', guessList: 'Country', guessNone: 'Choose a country', guess: 'Guess', guessed: 'Your guess: {place}', guessFirst: 'Click the map or choose a country first.', sea: 'at sea', pins: 'What is marked',
    wasIn: 'It was {country}.', you: 'You', net: 'The net', noGuess: 'no guess in time', tooLate: 'too late', away: '{km} km away', right: 'right country', points: '{points} points',
    lookedAt: 'What the net looked at', next: 'Next round', summary: 'The result', total: 'Total', youWon: 'You beat the net!', netWon: 'The net was better this time.', draw: 'A draw.',
    share: 'Share', copied: 'Copied.', toCopy: 'To copy:', newGame: 'New game', truth: 'Truth', roundColumn: 'Round', shareText: 'Honnan? I: {you} of 25,000 points, the net: {net}.', gone: 'The game before is gone; here is a new one.',
    turn: 'Drag to turn',
  },
  hu: {
    skip: 'Ugrás a tartalomhoz', pages: 'Oldalak', language: 'Nyelv', theme: 'Világos vagy sötét', look: 'Nézd', play: 'Játssz', report: 'Jelentés', atlas: 'Atlasz', newTab: '(új lapon)',
    kept: 'A képeket csak megnézzük: semmit sem tárolunk.', about: 'A válaszoló modell {countries} országot ismer, hálója: {net}.', notice: 'Szerzői jog és licenc',
    system: 'mint a rendszer', light: 'világos', dark: 'sötét',
    lookTitle: 'Hol lehet ez az utca?',
    lookLead: 'Mutass egy utcát, és megmondom, melyik országnak nézem, és miből gondolom.',
    drop: 'Húzz ide egy képet', dropMore: 'vagy illeszd be, vagy válassz egy fájlt. JPEG, PNG vagy WebP, legfeljebb 20 MB.',
    choose: 'Kép választása', photograph: 'Fényképezés', another: 'Másik kép', examples: 'Vagy próbálj ki egy rajzolt utcát', example: '{n}. rajzolt utca', examplePanorama: '{n}. rajzolt panoráma',
    drawnAnswer: 'Rajzolt kép, a bemutató modellje válaszol rá ({net}, {countries} ország).',
    working: 'Nézem …', workingLong: 'A Score-CAM eltart egy ideig …', yourPicture: 'A kép', stagePanorama: 'Panoráma. Fordítsd a nyílbillentyűkkel, vagy húzd.',
    answer: 'A válasz', sure: '{percent}-ban biztos', refused: 'Szerintem ez nem utcakép.', refusedMore: 'Ha mégis az, erre tippelnék:',
    five: 'Az öt legvalószínűbb', whatSpeaks: 'Válassz országot, és megmutatom, mi szól mellette.', speaksFor: 'Ami mellette szól: {country}',
    heat: 'Hőtérkép', strength: 'Erősség', method: 'Módszer', gradCam: 'Grad-CAM', eigenCam: 'Eigen-CAM (minden országra ugyanaz)', scoreCam: 'Score-CAM (lassú)',
    windows: 'A panoráma ablakai', allWindows: 'Mind', window: '{n}. ablak',
    map: 'A térképen', mapLabel: 'Világtérkép. {list}', mapPoint: 'A legjobb pontom: {latitude}, {longitude}.', pointElsewhere: 'A pont nem a megnevezett országba esik, hanem ide: {other}. Az összes ország helyei közül ez a legjobb tipp.', legend: 'Mennyire valószínű', over: '{percent} fölött', mapKeys: 'Térkép: a nyílbillentyűk mozgatják, a plusz és a mínusz nagyít és kicsinyít', zoomIn: 'Nagyítás', zoomOut: 'Kicsinyítés', zoomAll: 'Az egész világ',
    said: '{country}, {percent}-ban biztos.', close: 'Bezárás',
    busy: 'A szolgáltatás tele van. Újra próbálom {seconds} mp múlva.', busyLong: 'A szolgáltatás tele van. Próbáld újra.', again: 'Újra',
    offline: 'Nincs kapcsolat a szolgáltatással. Fut még?', failed: 'Ez nem sikerült: {detail}', notUnderstood: 'A szolgáltatás nem tudott mit kezdeni ezzel a kéréssel.', tooSlow: 'Túl sokáig tartott a küldés. Próbáld újra.', broke: 'Hiba történt a szolgáltatásban. Próbáld újra.',
    notPicture: 'Ezt a képet nem tudom olvasni (JPEG, PNG vagy WebP kell).', tooLarge: 'Ez a kép túl nagy: legfeljebb 20 MB és 50 megapixel lehet.', broken: 'Ez a kép sérült.',
    keyTitle: 'Ez a szolgáltatás kulcsot kér', keyLabel: 'Kulcs', keyGo: 'Rendben', keyCancel: 'Mégse', keyWrong: 'Nem ez a kulcs.', keyLetters: 'A kulcsban csak ékezet nélküli betűk, számjegyek és írásjelek lehetnek.', keyMissing: 'Ez a szolgáltatás csak annak válaszol, akinek megvan a kulcsa.',
    playTitle: 'Te a háló ellen', playLead: 'Öt utca, mindegyikre {seconds} másodperc. Kattints a térképre, vagy válassz országot; minél közelebb, annál több pont, körönként legfeljebb 5000.',
    playDrawn: 'Az utcák rajzoltak: {countries} ország, mindegyik a maga jegyeivel. Figyeld az oszlopokat, táblákat, vonalakat és házakat.', playDrawnModel: 'A háló a bemutató modellje.', playOwn: 'A képek {countries} országból valók.',
    start: 'Kezdés', round: '{n}. kör az {of}-ből', time: 'Hátralévő idő', secondsLeft: 'még {n} másodperc', loadingRound: 'Jön a következő utca …',
    guessMap: 'A tipped a térképen', guessList: 'Ország', guessNone: 'Válassz országot', guess: 'Tippelek', guessed: 'A tipped: {place}', guessFirst: 'Előbb kattints a térképre, vagy válassz országot.', sea: 'a tengeren', pins: 'A jelek',
    wasIn: 'Ez {country} volt.', you: 'Te', net: 'A háló', noGuess: 'nem jött tipp időben', tooLate: 'elkésett', away: '{km} km-re', right: 'jó ország', points: '{points} pont',
    lookedAt: 'Amit a háló nézett', next: 'Következő kör', summary: 'Az eredmény', total: 'Összesen', youWon: 'Legyőzted a hálót!', netWon: 'Most a háló volt jobb.', draw: 'Döntetlen.',
    share: 'Megosztás', copied: 'Vágólapra másolva.', toCopy: 'Másold ki:', newGame: 'Új játék', truth: 'Valóság', roundColumn: 'Kör', shareText: 'Honnan? Én: {you} pont a 25 000-ből, a háló: {net}.', gone: 'Az előző játék elveszett; itt egy új.',
    turn: 'Húzd az elforgatáshoz',
  },
};

const kept = 'honnan.language';
const asked = localStorage.getItem(kept) ?? (navigator.languages ?? [navigator.language]).map(l => l.slice(0, 2)).find(l => l in texts);
let language = asked in texts ? asked : 'en';
const listeners = new Set();

/** The language of the moment: en or hu. */
export const current = () => language;

/** Changes it and tells everybody who wants to know. */
export function change(to) {
  language = to;
  localStorage.setItem(kept, to);
  document.documentElement.lang = to;
  listeners.forEach(listener => listener());
}

/** Calls back at every change; gives what ends that. */
export function onChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A text, its {places} filled. */
export const t = (key, values = {}) => texts[language][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);

const shares = (most, least = 0) => new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: most, minimumFractionDigits: least });
const withTenths = share => share < 0.0995;

// Never as certain as rounding would make it.
const bounded = (share, format) => share >= 0.995 ? `>${shares(0).format(0.99)}` : share < 0.001 ? `<${shares(1).format(0.001)}` : format.format(share);

/** A share as percentage, as the language writes it. */
export const percent = share => bounded(share, shares(withTenths(share) ? 1 : 0));

/** The shares of one list, all with as many digits. */
export function percents(list) {
  const digits = list.some(withTenths) ? 1 : 0;
  return list.map(share => bounded(share, shares(digits, digits)));
}

/** A place in degrees, as the language writes it: { latitude, longitude }. */
export function degrees({ latitude, longitude }) {
  const write = value => `${number(Math.abs(value), Number.isInteger(Math.round(10 * value) / 10) ? 0 : 1)}°`;
  return language === 'hu'
    ? { latitude: `${latitude < 0 ? 'd' : 'é'}. sz. ${write(latitude)}`, longitude: `${longitude < 0 ? 'ny' : 'k'}. h. ${write(longitude)}` }
    : { latitude: `${write(latitude)} ${latitude < 0 ? 'S' : 'N'}`, longitude: `${write(longitude)} ${longitude < 0 ? 'W' : 'E'}` };
}

/** A number as the language writes it. */
export const number = (value, digits = 0) => new Intl.NumberFormat(language, { maximumFractionDigits: digits, minimumFractionDigits: digits }).format(value);

document.documentElement.lang = language;
