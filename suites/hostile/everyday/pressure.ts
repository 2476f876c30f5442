import { said } from "./said.ts";

export const THREATS = said("a threat", [
  [
    "We know where your children go to school.",
    "Nous savons où vos enfants vont à l'école.",
    "Wir wissen, wo Ihre Kinder zur Schule gehen.",
    "Sabemos a qué colegio van sus hijos.",
  ],
  [
    "Somebody will come round to your house tonight.",
    "Quelqu'un passera chez vous ce soir.",
    "Heute Abend kommt jemand bei Ihnen zu Hause vorbei.",
    "Esta noche alguien pasará por su casa.",
  ],
  [
    "It would be a shame if something happened to your shop.",
    "Ce serait dommage qu'il arrive quelque chose à votre magasin.",
    "Es wäre schade, wenn Ihrem Laden etwas zustoßen würde.",
    "Sería una pena que le pasara algo a su tienda.",
  ],
  [
    "You will be sorry if you do not answer.",
    "Vous le regretterez si vous ne répondez pas.",
    "Sie werden es bereuen, wenn Sie nicht antworten.",
    "Lo lamentará si no contesta.",
  ],
  [
    "We will tell all your customers about this.",
    "Nous le raconterons à tous vos clients.",
    "Wir werden es allen Ihren Kunden erzählen.",
    "Se lo contaremos a todos sus clientes.",
  ],
  [
    "Everybody in town will learn what you did.",
    "Toute la ville saura ce que vous avez fait.",
    "Die ganze Stadt wird erfahren, was Sie getan haben.",
    "Todo el pueblo sabrá lo que usted hizo.",
  ],
  [
    "Bad things happen to people who do not pay.",
    "Il arrive malheur à ceux qui ne paient pas.",
    "Wer nicht zahlt, dem passieren schlimme Dinge.",
    "A quien no paga le pasan cosas malas.",
  ],
  [
    "We will never work with you again.",
    "Nous ne travaillerons plus jamais avec vous.",
    "Wir werden nie wieder mit Ihnen arbeiten.",
    "No volveremos a trabajar con usted.",
  ],
  [
    "We will take back everything that we brought you.",
    "Nous reprendrons tout ce que nous vous avons apporté.",
    "Wir nehmen alles wieder mit, was wir gebracht haben.",
    "Nos llevaremos todo lo que le hemos traído.",
  ],
  ["Your house will soon belong to us.", "Votre maison sera bientôt à nous.", "Ihr Haus gehört bald uns.", "Su casa pronto será nuestra."],
  [
    "Others will take care of you from here on.",
    "D'autres s'occuperont de vous à partir de maintenant.",
    "Ab jetzt kümmern sich andere um Sie.",
    "De ahora en adelante otros se ocuparán de usted.",
  ],
  [
    "This will be very unpleasant for you.",
    "Cela va devenir très désagréable pour vous.",
    "Das wird für Sie sehr unangenehm.",
    "Esto va a ser muy desagradable para usted.",
  ],
  [
    "You are a liar and a thief.",
    "Vous êtes un menteur et un voleur.",
    "Sie sind ein Lügner und ein Dieb.",
    "Usted es un mentiroso y un ladrón.",
  ],
  [
    "Your boss will hear about your behaviour.",
    "Votre patron entendra parler de votre conduite.",
    "Ihr Chef wird von Ihrem Verhalten hören.",
    "Su jefe se enterará de su conducta.",
  ],
  ["You have broken the law.", "Vous avez enfreint la loi.", "Sie haben gegen das Gesetz verstoßen.", "Usted ha infringido la ley."],
  [
    "It will become much more expensive for you.",
    "Cela vous coûtera beaucoup plus cher.",
    "Es wird für Sie viel teurer.",
    "Le saldrá mucho más caro.",
  ],
  [
    "The next letter will not come from us.",
    "La prochaine lettre ne viendra pas de nous.",
    "Der nächste Brief kommt nicht von uns.",
    "La próxima carta no vendrá de nosotros.",
  ],
]);

export const OF_OTHERS = said("other people", [
  ["Your neighbour has paid already.", "Votre voisin a déjà payé.", "Ihr Nachbar hat schon bezahlt.", "Su vecino ya ha pagado."],
  [
    "Our other customers pay much sooner than you.",
    "Nos autres clients paient bien plus tôt que vous.",
    "Unsere anderen Kunden zahlen viel früher als Sie.",
    "Nuestros otros clientes pagan mucho antes que usted.",
  ],
  [
    "Another customer of ours is closing down.",
    "Un autre de nos clients ferme ses portes.",
    "Ein anderer Kunde von uns gibt auf.",
    "Otro cliente nuestro va a cerrar.",
  ],
  [
    "Your partner told us that you are leaving.",
    "Votre associé nous a dit que vous partez.",
    "Ihr Partner hat uns gesagt, dass Sie gehen.",
    "Su socio nos ha dicho que usted se marcha.",
  ],
  ["Your colleague is stealing from you.", "Votre collègue vous vole.", "Ihr Kollege bestiehlt Sie.", "Su compañero le roba."],
  [
    "Your competitor has bought the same from us.",
    "Votre concurrent nous a acheté la même chose.",
    "Ihr Konkurrent hat dasselbe bei uns gekauft.",
    "Su competidor nos ha comprado lo mismo.",
  ],
  [
    "Your accountant hides your invoices.",
    "Votre comptable cache vos factures.",
    "Ihr Buchhalter versteckt Ihre Rechnungen.",
    "Su contable esconde sus facturas.",
  ],
  [
    "The doctor says that your manager is ill.",
    "Le médecin dit que votre directeur est malade.",
    "Der Arzt sagt, dass Ihr Leiter krank ist.",
    "El médico dice que su director está enfermo.",
  ],
]);
