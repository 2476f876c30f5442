import { spanishAdjective, spanishNoun, spanishVerb } from "./inflect.ts";
import { isNever } from "./never.ts";
import { listed, vocabulary } from "./vocabulary.ts";

/* The honest words of Spanish reminders, thanks and follow-ups: see `en.ts` for what is left out on purpose. */

const SMALL = listed(`
prevista previsto telefónico telefónica telefónicamente probablemente quisiera quisiéramos indicárnoslo enviársela enviárselo
indicándonos respondiendo escribiéndonos quedando agradeciéndole agradeciendo quisieran necesitaran precisara precise precisan
desea háganoslo permítanos discúlpenos discúlpeme vistazos conjuntamente lamentamos lamento entendiendo comprendiendo esperando
confiando quedamos quedo retomáramos avanzáramos traspapelado traspapelada desapercibido desapercibida asciende ascienden
conviene convienen hablará hablaremos retomar retomado retomarlo enseguida inclusive ello anteriormente regularmente
ocasionalmente precisamente claramente abiertamente suficientemente venció elegir servido repetir repetimos repetido comprobar
comprobado acordar acordamos mostrar recordarles cerrar cerrado cerrada cerrarlo pensando entender entenderlo convertir producir
produce producido complacer complace complacido haría vendría cree juntos suyas noticias serio seria pesar vistazo visto echara
ocuparse ocupará ocuparemos haberlo haberla haberle verle escucharle escuchar escuchamos escuchado continúa continúan continúe
confírmenos confirme confirmen confírmeme póngase escríbanme permítame consúltenos consúlteme contácteme contáctenos respóndame
respóndenos asegurarme asegurarnos asegurarse ocuparnos ocuparme dirigirme dirigirnos dirigirle acercarnos permitirnos
permitirme gustaría encantaría interesaría parecería importaría doña retomo retomamos indicara indicase avanza avanzamos
solicitó solicite soliciten acabo explica explicamos dedica dedicamos justifique justificar planifique planificamos va vaya
venga diga dígame díganos díganoslo damos dé darle ver ve verlo pongo ponemos ponga ponerse sigue seguimos siguen siguiendo
conocer conoce conocemos conocen parecer parece parecen agradecer agradezco agradece agradecemos agradecen agradecería
agradeceríamos agradecido agradecida agradecidos agradecerle agradecerles agradeceré agradeceremos agradecerá aparecer aparece
aparecen figura merecer enviar enviamos enviado enviada enviados enviadas enviaré enviaremos enviarle enviarles enviarnos
enviaría enviaríamos confiar confía confiamos confianza pedimos recordar recordamos recordarle recordado recordando recordó
encontrar encuentro encuentra encontramos encuentran encuentre encuentren encontrará encontrado encontrada encontrarnos muestra
mostrarle mostrarles mostramos mostrado mostraremos resolver resuelvo resuelve resolvemos resuelva resuelto resuelta resueltos
resolverlo resolverla resolveremos volver vuelvo vuelto volvería volveremos entendemos entendido atender atiende atendemos
atenderle preferir preferimos preferiría refiere llegar llegó llegado llegada pagar pagó pague pagado pagada pagados pagadas
págue realizar realice realicen realizado realizada realizó tramitar tramite organizar organice organizado indicar indique
indiquen indicado indicada indicó indíquenos indíquemelo indíquenoslo indíqueme contactar contacte explicar explicado avanzar
rogamos entregar entregue entregado responder responda respondan respóndanos hablar hable hablamos llamar llame llámenos
llamarle llamarles háganos escríbanos escríbame disculpe disculpen gracias hola buenos buenas cordialmente saludo saludos señor
señora pendiente pendientes vencido vencida vencidos vencidas impagado impagada impagados impagadas abierto abierta abiertos
abiertas antemano acerca efecto tanto incluso
escrito
el la los las un una unos unas lo al del de a en con sin por para según sobre entre hacia hasta desde durante mediante tras ante
bajo contra salvo excepto y e o u pero sino ni que qué quien quién quienes cual cuál cuales cuáles cuyo cuya cuando cuándo
cuanto cuánto cuanta donde dónde como cómo porque pues aunque si sí no también tampoco además así entonces luego después antes
ahora ya aún todavía siempre nunca jamás pronto tarde temprano aquí ahí allí allá cerca lejos dentro fuera arriba abajo
encima debajo delante detrás bien mal mejor peor muy más menos mucho mucha muchos muchas poco poca pocos pocas tanto tanta tantos
tantas tan bastante demasiado casi solo sólo solamente apenas quizá quizás tal tales vez veces alguno alguna algunos algunas
algún ninguno ninguna ningún nada nadie algo alguien todo toda todos todas cada cualquier cualquiera ambos ambas otro otra
otros otras mismo misma mismos mismas propio propia varios varias cierto cierta ciertos ciertas demás
este esta estos estas esto ese esa esos esas eso aquel aquella aquellos aquellas aquello
yo tú él ella ello nosotros nosotras usted ustedes ellos ellas me te se nos le les mi mis tu su sus nuestro nuestra nuestros
nuestras suyo suya mí consigo conmigo
ser soy es somos son era eran fue fueron sea sean seamos será serán sería serían sido siendo
estar estoy está estamos están estaba estábamos estaban esté estén estemos estará estaremos estarán estaría estaríamos estado
estuvo estuviera estando
haber he ha hemos han había habíamos habían haya hayan hayamos habrá habría habido habiendo hay hubo hubiera hubiese hubieran
tener tengo tiene tenemos tienen tenía teníamos tenían tenga tengan tengamos tendrá tendremos tendría tendrían tuvo tuviera tuvieran
tuviese tenido teniendo tenerlo tenerla tenerle
hacer hago hace hacemos hacen hacía haga hagan hará haremos haría hizo hicimos hecho haciendo hacerlo hacernos hágalo háganos
hacerle hacérnoslo
poder puedo puede podemos pueden podía podíamos pueda puedan podamos podrá podremos podrán podría podríamos podrían podido pudo
pudiera pudiese pudieran pudiéramos
querer quiero quiere queremos quieren quería queríamos quisiera quisiéramos querría querríamos quieran
deber debo debe debemos deben debería deberíamos debido debida
saber sé sabe sabemos saben sabía sabíamos sepa sabrá sabría sabido saberlo supiera
`);

export const ES_NOUNS = listed(`
día-a-día justificante recibo puntualidad brevedad disposición camino papel continuación comprobante noticia rapidez
curiosidad bien compromiso conjunto consulta espera falta favor
mobiliario nota novedad opción paciente palabra pena
placer retraso teléfono factura recordatorio aviso pago saldo importe suma total mensaje correo carta
copia respuesta pregunta duda problema motivo error olvido descuido demora atraso fecha día momento vencimiento presupuesto
oferta propuesta proyecto plan llamada conversación visita muestra detalle información departamento equipo compañero
contabilidad oficina persona contacto colaboración relación empresa producto solución necesidad comentario
decisión paso parte final paciencia comprensión ayuda confianza agradecimiento confirmación situación dificultad ocasión asunto
opinión prioridad plazo fase cantidad éxito taller aclaración explicación disculpa importancia caso mano tiempo registro
gestión recepción punto gusto orden cuanto tarde saludo agenda
`);

/** The verbs that are inflected by rule. */
export const ES_VERBS = listed(`
asociar guardar ocupar encajar solicitar mejorar acercar acompañar acumular alegrar anunciar asegurar calmar cambiar caminar
colaborar comer completar comprobar consultar contactar copiar crear cumplir dedicar dirigir dudar echar emitir encantar entrar
entregar equipar escuchar explicar facturar faltar importar insistir mandar marchar motivar necesitar negociar observar ofertar
parar partir permitir precisar preguntar presupuestar proyectar realizar recibir registrar repasar resultar retrasar saludar
sobrar suceder unir variar abonar saldar liquidar llamar confirmar aclarar revisar ayudar valorar disculpar esperar desear
quedar ocurrir avisar señalar notar detallar olvidar ignorar gestionar cerrar continuar adaptar ajustar comentar comparar
decidir planificar acordar presentar visitar tratar charlar trabajar pasar llevar tomar gustar firmar atender escribir creer
vivir existir constar cruzar demorar cuadrar interesar figurar lamentar tardar bastar tramitar deber responder depender
`);

const ADJECTIVES = listed(`
amistoso atrasado antiguo paciente pronto abierto continuo inadvertido indicado mejor pendiente preciso presente probable
solícito total vivo breve inmediato corto claro completo posible urgente útil adecuado fácil simple pequeño alto bueno buen
amable cordial excelente último próximo siguiente anterior conjunto encantado seguro nuevo nuestro correspondiente firme
suficiente abonado
`);

const IRREGULAR = listed(`
seguramente simplemente inmediatamente personalmente claramente únicamente correctamente completamente totalmente
lamentablemente resolverlo mantiene constan consta acordado impide regularice tardes días cuanto antes favor podamos sea
`);

/** Said together they are harmless, apart they are not words that a draft may use. */
export const ES_PHRASES = listed(
  "a_fecha_de_hoy a_día_de_hoy hasta_hoy unos_minutos por_adelantado su_interés_en su_interés_por el_interés_en el_interés_por tener_en_cuenta tenga_en_cuenta no_tenga_en_cuenta su_cuenta extracto_bancario cuenta_bancaria_indicada_en_la_factura cuenta_bancaria_indicada_en_las_facturas su_transferencia la_transferencia una_transferencia darse_cuenta este_año",
).map((phrase) => phrase.replaceAll("_", " "));

export const es = vocabulary(
  new Set([
    ...SMALL,
    ...IRREGULAR,
    ...ES_NOUNS.flatMap(spanishNoun),
    ...ES_VERBS.flatMap(spanishVerb),
    ...ADJECTIVES.flatMap(spanishAdjective),
  ]),
  { never: isNever.es },
);
