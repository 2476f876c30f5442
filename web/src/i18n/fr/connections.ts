import type { Messages } from "../types.ts";

export const connections: Messages["connections"] = {
  title: "Connexions",
  lead: "Les voies vers l’extérieur. Un worker les essaie, car le processus de cette page ne détient aucun secret ; rien n’est envoyé.",
  names: { odoo: "Odoo", mail: "E-mail", sms: "SMS", model: "Modèle de langage" },
  leads: {
    odoo: "Où les faits sont lus, et où tâches, notes et étapes sont écrites.",
    mail: "Comment partent les e-mails approuvés.",
    sms: "Comment partent les SMS approuvés. Facultatif.",
    model:
      "Classe et rédige les propositions. Facultatif : les modèles de texte suffisent. Le test pose une petite question, qui coûte un peu.",
  },
  kinds: {
    simulated: "Société simulée",
    server: "Serveur Odoo",
    outbox: "Dossier de cet ordinateur",
    smtp: "Serveur SMTP",
    smtp2go: "SMTP2GO",
    gateway: "Votre passerelle",
    twilio: "Twilio",
    none: "Non configuré",
    anthropic: "Claude",
  },
  works: "Fonctionne",
  broken: "Ne fonctionne pas",
  notConfigured: "Non configuré",
  never: "Pas encore essayé",
  test: "Tester",
  testing: "Test en cours…",
  tested: "Essayé <ago></ago>",
  took: "{milliseconds, number} ms",
  cost: "coût {amount}",
  as: "en tant que {from}",
  parts: "Lisible : {parts}.",
  part: { accounting: "comptabilité", sales: "affaires", projects: "projets" },
  noWorker: "Aucun worker ne s’en est chargé. Démarrez-en un avec `npx ai-coo worker`, ou tout avec `npm start`.",
};
