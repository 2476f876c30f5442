/** Code, name, symbol, position, in use. */
export const CURRENCIES = [
  ["EUR", "Euro", "€", "after", true],
  ["USD", "United States dollar", "$", "before", true],
  ["GBP", "Pound sterling", "£", "before", true],
  ["CHF", "Swiss franc", "CHF", "after", true],
  ["SEK", "Swedish krona", "kr", "after", false],
  ["DKK", "Danish krone", "kr", "after", false],
  ["NOK", "Norwegian krone", "kr", "after", false],
  ["PLN", "Polish złoty", "zł", "after", false],
  ["CZK", "Czech koruna", "Kč", "after", false],
  ["CAD", "Canadian dollar", "$", "before", false],
  ["JPY", "Japanese yen", "¥", "after", false],
] as const;

/** ISO code, name, currency. */
export const COUNTRIES = [
  ["AT", "Austria", "EUR"],
  ["BE", "Belgium", "EUR"],
  ["CA", "Canada", "CAD"],
  ["CH", "Switzerland", "CHF"],
  ["CZ", "Czech Republic", "CZK"],
  ["DE", "Germany", "EUR"],
  ["DK", "Denmark", "DKK"],
  ["ES", "Spain", "EUR"],
  ["FI", "Finland", "EUR"],
  ["FR", "France", "EUR"],
  ["GB", "United Kingdom", "GBP"],
  ["IE", "Ireland", "EUR"],
  ["IT", "Italy", "EUR"],
  ["JP", "Japan", "JPY"],
  ["LU", "Luxembourg", "EUR"],
  ["NL", "Netherlands", "EUR"],
  ["NO", "Norway", "NOK"],
  ["PL", "Poland", "PLN"],
  ["PT", "Portugal", "EUR"],
  ["SE", "Sweden", "SEK"],
  ["US", "United States", "USD"],
] as const;

const language = (code: string, name: string, dateFormat: string, decimal: string, thousands: string, active: boolean) => ({
  code,
  name,
  iso_code: code.split("_")[0] ?? code,
  date_format: dateFormat,
  decimal_point: decimal,
  thousands_sep: thousands,
  active,
});

export const LANGUAGES = [
  language("en_US", "English (US)", "%m/%d/%Y", ".", ",", true),
  language("fr_FR", "French / Français", "%d/%m/%Y", ",", " ", true),
  language("de_DE", "German / Deutsch", "%d.%m.%Y", ",", ".", true),
  language("nl_NL", "Dutch / Nederlands", "%d-%m-%Y", ",", ".", true),
  language("es_ES", "Spanish / Español", "%d/%m/%Y", ",", ".", true),
  language("it_IT", "Italian / Italiano", "%d/%m/%Y", ",", ".", true),
  language("en_GB", "English (UK)", "%d/%m/%Y", ".", ",", true),
  language("sv_SE", "Swedish / Svenska", "%Y-%m-%d", ",", " ", false),
];

/** Units for one euro: what rates are before anybody maintains them. */
export const EURO_RATES: readonly (readonly [string, number])[] = [
  ["EUR", 1],
  ["USD", 1.1],
  ["GBP", 0.86],
  ["CHF", 0.95],
  ["SEK", 11.2],
  ["DKK", 7.46],
  ["NOK", 11.5],
  ["PLN", 4.3],
  ["CZK", 25.1],
  ["CAD", 1.5],
  ["JPY", 165],
];
