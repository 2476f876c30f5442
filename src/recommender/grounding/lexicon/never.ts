import { folded } from "../characters.ts";
import type { DraftLanguage } from "../types.ts";
import { listed } from "./vocabulary.ts";

/**
 * Words that no draft may use, whatever list they stand in: people and families, places to go to, things of value and
 * things to hand over, machines and what is done to them, violence, law and insults. With them, everyday sentences do harm:
 * “leave it with my brother”, “come to the back door”. Folded; `*` stands for any ending.
 */
const NEVER = {
  en: `
    man men woman women boy* girl* guy* lady ladies gentlem* father* mother* parent* brother* sister* son sons daughter* child* kid kids baby
    wife wives husband* spouse* cousin* uncle uncles aunt aunts grand* family families relative* friend friends neighbo* stranger* visitor* guest* boss*
    chief* chef* director* manager* owner* founder* president* secretary secretaries clerk* receptionist* deput* driver* courier* messenger*
    postm* guard* nurse* doctor* teacher* student* pupil* worker* employee* employer* staff* personnel agent* broker* dealer* seller* buyer*
    vendor* supplier* competitor* rival* opponent* enem* partner partners shareholder* stakeholder* investor* creditor* debtor* landlord*
    tenant* people persons crowd* public* journalist* press media reporter* politic* governm* minister* mayor* king* queen* god lord
    liar* thief thieves crook* criminal* fool* idiot* stupid* cheat* fraud* scam* swindl* steal* stole* rob robs robb* lie lies lied lying liar
    body bodies faces heads hands finger* arm arms leg legs foot feet eye eyes ear ears mouth* heart* blood* bone* skin* hair*
    house houses home homes door doors gate* room* street* road* corner* shop shops store stores market* school* church* hospital* hotel*
    restaurant* bar bars park parks station* airport* town* city cities villag* countr* places address addresses building* kitchen*
    garage* warehouse* factory factories roof* wall* window* stair* floor* yard* garden* forest* river* sea beach* island* mountain*
    car cars truck* van vans bus buses train trains plane* ship ships boat* bike* vehicle*
    bag bags box boxes envelope* parcel* package* packet* keys lock locks safe safes drawer* chair* bin bins trash* rubbish
    garbage waste paper papers picture* photo* card cards gold* silver* jewel* diamond* gift* prize* lottery* treasure* coin*
    cash* goods merchandise* machine* equipment mobile* cell* computer* laptop* device* screen* keyboard* software* program programs
    app apps website* site sites web internet online chat* file password* code codes click* download* upload* install* 
    log login* hack* virus* user* account accounts
    gun* knife knives weapon* bomb* war wars fight* attack* kill* murder* dead death* die dies died dying hurt* harmful injur* wound* beat beats beating hit
    hits hitting punish* revenge* victim* destroy* burn* fire fires break* broke broken smash* shoot* shot
    law laws legal* illegal* court* judge* jury lawyer* attorney* police* prison* jail* crime* sue sues sued suing trial* arrest* seiz* evict*
    drug* drink* alcohol* wine* beer* food* meat* medicine* pill* poison* dog dogs cat cats animal* horse*
    sex* lover* kiss* naked hate* evil* devil* hell damn*
   gratis cheap* bonus* discount* rebate* refund* voucher* coupon* half halves third quarter double triple
    secret* hidden hide hides hid hiding confiden* privat* alone
    blackmail* threat* danger* bankrupt* insolven* debt* loan* lend* borrow* invest* stake* bet bets gambl* donat* charit* tip tips
    travel* journey* trip trips hurry night* tonight
    expensive cost costs costly price* pay-day salary wage* fee fees
  `,
  fr: `
    homme* femme* garcon* fille* pere* mere* parent* frere* soeur* fils enfant* bebe* epou* mari maris cousin* oncle* tante* famille* ami amis
    amie* voisin* etranger* visiteu* hote* chef* patron* directeur* directrice* gerant* dirigeant* fondat* president* secretaire*
    standardiste* chauffeur* livreur* coursier* gardien* infirmi* medecin* docteur* enseignant* professeur* etudiant* ouvrier*
    employe employes employee* employeur* agent agents courtier* vendeu* acheteu* fournisseu* concurrent* rival* adversaire* ennemi*
    partenaire* associe associes associee* actionnaire* investisseu* creancier* debiteur* locataire* gens monde foule* public publics journaliste*
    presse ministre* maire* roi reine* dieu* seigneur*
    menteu* voleu* escroc* criminel* imbecile* idiot* stupide* trich* fraud* arnaqu* vole volent voler mens ment mentir mensonge*
    corps visage* tete tetes doigt* bras jambe* oeil yeux oreille* bouche* sang os peau* cheveu*
    maison* porte portes portail* chambre* salle* rue rues route* coin coins magasin* boutique* ecole* eglise* hopital* hotel*
    restaurant* bar bars parc* gare* aeroport* ville* village* pays endroit* batiment* cuisine* garage* entrepot* usine* toit* mur
    murs fenetre* escalier* etage* jardin* foret* riviere* mer plage* ile iles montagne*
    voiture* camion* bus avion bateau* velo* vehicule*
    sac sacs boite boites enveloppe* colis paquet* cle cles clef* coffre* tiroir* poubelle* dechet* papier papiers photo* carte cartes or argenterie
    bijou* montre montres diamant* cadeau* lot lots loterie* tresor* monnaie* especes marchandise* machine* appareil* portable* ordinateur*
    ecran* clavier* site sites web internet messagerie* fichier fichiers code codes cliqu*
    telecharg* install* pirat* virus utilisateu* identifiant*
    arme armes couteau* fusil* bombe* guerre* combat* attaqu* tuer tue tues meurtre* mort morts mourir malheur* blesse* blessure* frapp* puni*
    veng* victime* detrui* brul* feu feux cass* tir tirs
    loi lois legal* illegal* tribuna* juge juges justice* avocat* police* prison* crime* proces arret arrets arrestation* saisie* expuls*
    drogue* alcool* vin vins biere* nourriture* viande* medicament* poison* chien* chat chats animal animaux cheval chevaux
    sexe* sexu* amour* amant* nu nue haine* diable* enfer* maudit*
    gratuit* gratis offert* cadeau* remise* rabais reduction* rembours* moitie demi tiers quart* double* triple*
    secret* cache caches cachent cacher cachons cachee* confiden* prive prives 
    chantage* menac* danger* faillite* insolvab* dette* prets emprunt* preter invest* pari paris jouer dons charite* pourboire*
    voyage* nuit* soir soirs ce-soir cher cheres chers couteu* cout couts prix salaire* frais
  `,
  de: `
    mann manner frauen junge madchen vater* mutter* eltern* bruder* schwester* sohn* tochter* kind kinder kindern kindes baby* ehefrau* ehemann* ehepartner* gattin* gatte gatten cousin* onkel*
    tante* grossm* grossv* familie* freund freunde freunden freundin* nachbar* besucher* gast gaste* chef* direktor* leiter* inhaber* grunder*
    prasident* sekretar* stellvertret* fahrer* kurier* bote* wachter* pfleger* arzt* doktor* lehrer* student* schuler* arbeiter* angestellt* arbeitgeber*
    personal* agent* makler* verkaufer* kaufer* einkaufer* lieferant* konkurren* gegner* feind* partner partnern partnerin* gesellschafter* investor*
    glaubiger* schuldner* vermieter* mieter* leute* menschenmenge offentlichkeit* journalist* presse* minister* burgermeister* konig* gott 
    lugner* dieb* gauner* betrug* betrueg* kriminell* dumm* idiot* luge* lugen stehl* stiehl* gestohl* raub*
    korper* gesicht* kopf* hande finger* arme bein beine fuss* ohr* mund* blut* knochen* haut* haar*
    haus hauser* tur turen zimmer* raum raume* strasse* ecke markt* schule* kirche* krankenhaus* hotel* restaurant* bar
    bahnhof* flughafen* stadt stadte dorf* ort orte* adresse* gebaude* kuche* garage* halle* fabrik* dach* wande fenster* treppe* etage* garten*
    wald* meer* strand* insel* berg*
    auto autos lkw bus flugzeug* schiff* boot* fahrrad* fahrzeug*
    tasche* karton* kiste* umschlag* paket* schlussel* tresor* schublade* mull* abfall* papier papiere* foto* bild bilder karte karten gold*
    silber* schmuck* diamant* geschenk* lotterie* schatz munze* bargeld* maschine* gerat* handy* mobil* rechner* computer*
    bildschirm* tastatur* software* programm* app apps website* webseite* internet* chat* datei* code* klick* herunterlad* installier* hack* virus* nutzer*
    benutzer* konto*
    waffe* messer* bombe* krieg* kampf* angriff* tot tote toten toter todes tod tode sterb* gestorb* verletz* wund* schlage schlagen geschlag* straf* bestraf* rache* opfer* zerstor* brenn* brand*
    verbrenn* feuer* schiess* schuss* zustoss* zustiess*
    gesetz* rechtlich* illegal* gericht* richter* anwalt* polizei* gefangnis* verbrech* verklag* festnahme* pfand* inkasso*
    droge* alkohol* wein* bier* fleisch* medikament* gift* hund* katze* tier* pferd*
    sex* liebhaber* kuss* nackt* hass* bose* teufel* holle* verdammt*
    gratis umsonst kostenlos* kostenfrei* rabatt* nachlass* erstatt* gutschein* halb* halfte* drittel* viertel* doppelt* dreifach* kulanz*
    geheim* versteck* verberg* verborg* vertraulich* privat* allein*
    erpress* droh* gefahr* bankrott* pleite* insolven* schulden darlehen* kredit* leihen verleih* borgen borgt investier* wett* spende* trinkgeld* vermogen*
    abend* nacht* teuer* teur* billig* gunstig* preise* lohn* gehalt* gebuhr*
    bereu* abholen abholt kassier* gefang*
  `,
  es: `
    hombre* mujer* chico* chica* nino* nina* padre* madre* hermano* hermana* hijo* hija* bebe* espos* marido* primo* prima tio tia tios tias abuel* familia*
    amigo* amiga* vecin* extran* visitante* huesped* jefe* jefa* patron* director* gerente* dueno* duena* fundador* presidente* secretari* recepcion*ta
    conductor* chofer* mensajero* repartidor* cartero* guardia* enfermer* medic* doctor doctora doctores maestr* profesor* estudiante* alumn* obrer* empleado* empleada*
    empresari* agente* corredor* vendedor* comprador* proveedor* competidor* rival rivales enemig* socio* socia* accionista* inversor* acreedor*
    deudor* inquilin* gente multitud* publico* periodista* prensa* ministr* alcalde* rey reina* dios* 
    mentiros* ladron* estafa* criminal* tonto* idiota* estupid* fraud* roba roban robar robo robos mentir* miente*
    cuerpo* caras cabeza* dedo* brazo* pierna* pies ojo* oreja* boca* corazon* sangre* hueso* piel* pelo*
    casa casas puerta* habitacion* sala salas calle* carretera* esquina* tienda* mercado* colegio* escuela* iglesia* hospital* hotel* restaurante* bar bares
    parque* estacion* aeropuerto* ciudad* pueblo* pais paises lugares direccion direcciones edificio* cocina* garaje* almacen* fabrica* techo* pared*
    muro* ventana* escalera* piso pisos patio* jardin* bosque* rio rios playa* isla* montana*
    coche* camion* autobus* tren trenes avion* barco* bicicleta* vehiculo*
    bolsa* caja cajas sobres paquete* llave* candado* cajon* basura* foto* fotografia* tarjeta* oro plata* joya* reloj* diamante*
    regalo* premio* loteria* tesoro* moneda* mercancia* maquina* aparato* telefonos movil* ordenador* computador* portatil* pantalla* teclado* 
    app sitio* web internet chat* fichero* codigo* clic* descarg* pirat* virus usuari*
    arma armas cuchillo* pistola* bomba* guerra* pelea* ataque* ataca* matar mata matan muert* morir* herid* herir* golpe* castig* venganza* vengar* victima* destru*
    quemar quema queman fuego* romper rompe* roto rota disparo*
    ley leyes legal* ilegal* tribunal* juez jueces justicia* abogad* policia* carcel* prision* crimen* delito* arrest* embarg* desahuci*
    droga* alcohol* vinos cerveza* comida* carne* medicamento* veneno* perro* gato* animal* caballo*
    sexo* sexual* amante* beso* desnud* odio* diablo* infierno* maldit*
    gratis gratuit* descuent* rebaj* reembols* regal* cupon* mitad tercio* doble* triple*
    secret* oculta* ocultar* ocultemos escond* confidencial* privad* solas
    chantaj* amenaz* peligr* quiebra* insolven* deuda* prestamo* prestar presta prestado* invert* inversion* apuest* apostar donac* donar propina* barat*
    noche* anoche caro caros precio* sueldo* salario* tasa tasas 
    verano invierno
  `,
} as const satisfies Record<DraftLanguage, string>;

/** Whether a word is one of these. */
function matcher(text: string): (word: string) => boolean {
  const entries = listed(text);
  const exact = new Set(entries.filter((entry) => !entry.includes("*")));
  const stems = entries.filter((entry) => entry.endsWith("*")).map((entry) => entry.slice(0, -1));
  const shortest = Math.min(...stems.map(({ length }) => length));
  const byStem = new Set(stems);
  return (word) => {
    const plain = folded(word);
    if (exact.has(plain)) return true;
    for (let length = shortest; length <= plain.length; length += 1) if (byStem.has(plain.slice(0, length))) return true;
    return false;
  };
}

export const isNever = {
  en: matcher(NEVER.en),
  fr: matcher(NEVER.fr),
  de: matcher(NEVER.de),
  es: matcher(NEVER.es),
} as const satisfies Record<DraftLanguage, (word: string) => boolean>;
