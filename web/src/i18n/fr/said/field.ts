import type { SaidMessages } from "../../said.ts";

export const field: SaidMessages["field"] = {
  type: "Saisie non valable : {expected, select, string {un texte} number {un nombre} int {un nombre entier} boolean {oui ou non} array {une liste} object {un objet} record {un objet} date {une date} null {rien} undefined {rien} other {autre chose}} est attendu, et non {received, select, string {un texte} number {un nombre} int {un nombre entier} boolean {oui ou non} array {une liste} object {un objet} record {un objet} date {une date} null {rien} undefined {rien} other {autre chose}}",
  one: "Saisie non valable : {what} est attendu",
  option: "Choix non valable : une valeur parmi {what} est attendue",
  tooBigBy:
    "{kind, select, string {Texte trop long} other {Liste trop longue}} : {most, number} {unit, select, characters {caractères} other {éléments}} au plus",
  tooBig: "{kind, select, int {Nombre entier trop grand} other {Nombre trop grand}} : {most, number} au plus",
  notBelow: "{kind, select, int {Nombre entier trop grand} other {Nombre trop grand}} : moins de {most, number}",
  tooSmallBy:
    "{kind, select, string {Texte trop court} other {Liste trop courte}} : {least, number} {unit, select, characters {caractères} other {éléments}} au moins",
  tooSmall: "{kind, select, int {Nombre entier trop petit} other {Nombre trop petit}} : {least, number} au moins",
  notAbove: "{kind, select, int {Nombre entier trop petit} other {Nombre trop petit}} : plus de {least, number}",
  tooBigExactly:
    "{kind, select, string {Texte trop long} other {Liste trop longue}} : exactement {count, number} {unit, select, characters {caractères} other {éléments}}",
  tooSmallExactly:
    "{kind, select, string {Texte trop court} other {Liste trop courte}} : exactement {count, number} {unit, select, characters {caractères} other {éléments}}",
  starts: "Texte non valable : il doit commencer par « {text} »",
  ends: "Texte non valable : il doit finir par « {text} »",
  holds: "Texte non valable : il doit contenir « {text} »",
  keyIn: "Clé non valable dans {kind, select, record {un objet} other {une liste}}",
  valueIn: "Valeur non valable dans {kind, select, record {un objet} other {une liste}}",
  manyMatched: "Saisie non valable : plusieurs formes conviennent",
  discriminator: "Genre non valable : {what} est attendu",
  format:
    "{what, select, email_address {Adresse e-mail non valable} url {Adresse web non valable} uuid {Identifiant non valable} iso_datetime {Moment non valable} iso_date {Jour non valable} iso_time {Heure non valable} iso_duration {Durée non valable} e_164_number {Numéro de téléphone non valable} currency_code {Devise non valable} iban {IBAN non valable} guid {Identifiant non valable} other {Saisie non valable}}",
  pattern: "Texte non valable : il doit suivre le modèle {pattern}",
  multiple: "Nombre non valable : un multiple de {of, number} est attendu",
  keyOne: "Champ inconnu : {names}",
  keyMany: "Champs inconnus : {names}",
  currency: "le code d’une devise est attendu, par exemple EUR",
  oneLine: "une seule ligne de texte est attendue",
  clock: "une heure du jour est attendue, comme HH:MM",
  zone: "ce n’est pas un fuseau horaire comme Europe/Paris",
  identifier: "un identifiant est attendu",
};
