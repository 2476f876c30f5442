import type { SaidMessages } from "../../said.ts";

/** Of a sentence, hence the feminine. */
const PROBLEM =
  "{problem, select, is_empty {elle est vide} is_longer_than_it_may_be {elle est plus longue que permis} does_not_end_like_a_sentence {elle ne se termine pas comme une phrase} shouts {elle crie} holds_invisible_or_control_characters {elle contient des caractères invisibles ou de commande} has_letters_that_look_like_others {elle contient des lettres qui ressemblent à d’autres} holds_markup_or_a_placeholder_where_only_plain_text_is_allowed {elle contient du balisage ou un emplacement à remplir, là où seul du texte simple est permis} holds_characters_that_a_plain_sentence_does_not_have {elle contient des caractères qu’une phrase simple n’a pas} is_not_in_the_recipient_s_language {elle n’est pas dans la langue du destinataire} names_an_amount_that_is_not_among_the_facts {elle nomme un montant qui n’est pas parmi les faits} names_a_number_that_is_not_among_the_facts {elle nomme un nombre qui n’est pas parmi les faits} names_a_percentage {elle nomme un pourcentage} names_a_date_or_a_time_that_is_not_among_the_facts {elle nomme une date ou une heure qui n’est pas parmi les faits} names_a_phone_number_that_is_not_among_the_facts {elle nomme un numéro de téléphone qui n’est pas parmi les faits} names_a_mail_address_that_is_not_among_the_facts {elle nomme une adresse e-mail qui n’est pas parmi les faits} names_a_link_or_a_host_that_is_not_among_the_facts {elle nomme un lien ou un hôte qui n’est pas parmi les faits} names_an_account_a_card_or_a_wallet {elle nomme un compte, une carte ou un portefeuille} names_somebody_or_something_that_is_not_among_the_facts {elle nomme quelqu’un ou quelque chose qui n’est pas parmi les faits} uses_a_word_that_drafts_may_not_use {elle emploie un mot que les brouillons ne peuvent pas employer} uses_a_fact_as_something_that_it_is_not {elle emploie un fait pour ce qu’il n’est pas} puts_facts_together_that_do_not_belong_to_each_other {elle réunit des faits qui ne vont pas ensemble} asks_for_or_promises_something_that_drafts_may_not {elle demande ou promet ce que les brouillons ne peuvent pas demander ou promettre} says_what_was_said_or_agreed_which_is_not_among_the_facts {elle dit ce qui aurait été dit ou convenu, ce qui n’est pas parmi les faits} speaks_of_instructions_or_of_the_program_that_wrote_it {elle parle d’instructions ou du programme qui l’a écrite} threatens {elle menace} speaks_of_interest_fees_or_other_costs {elle parle d’intérêts, de frais ou d’autres coûts} promises_something_on_the_company_s_behalf {elle promet quelque chose au nom de l’entreprise} speaks_of_where_or_how_to_pay {elle dit où ou comment payer} asks_for_something_secret_or_of_value {elle demande quelque chose de secret ou de valeur} asks_to_keep_something_from_others {elle demande de cacher quelque chose à d’autres} speaks_of_other_customers_or_of_people {elle parle d’autres clients ou d’autres personnes} other {}}";

export const draft: SaidMessages["draft"] = {
  problemWith: `${PROBLEM} : « {what} »`,
  problem: PROBLEM,
  notOffered: "aucune phrase de ce nom n’était proposée",
  again: "elle redit ce que dit une autre phrase",
  belongs: "elle tient à une phrase laissée de côté",
  oneLine: "un objet est une seule ligne",
  tooLong: "le message serait trop long",
  pointless: "aucune phrase ne dit à quoi sert le message",
};

export const leftOut: SaidMessages["leftOut"] = {
  because: "« {text} », car {why}",
  more: "{count, number} de plus",
};
