import { spanishAdjective, spanishNoun, spanishVerb } from "./inflect.ts";
import { listed, vocabulary } from "./vocabulary.ts";

/* The honest words of Spanish reminders, thanks and follow-ups: see `en.ts` for what is left out on purpose. */

const SMALL = listed(`
el la los las un una unos unas lo al del de a en con sin por para según sobre entre hacia hasta desde durante mediante tras ante
bajo contra salvo excepto y e o u pero sino ni que qué quien quién quienes cual cuál cuales cuáles cuyo cuya cuando cuándo
cuanto cuánto cuanta donde dónde como cómo porque pues aunque si sí no también tampoco además así entonces luego después antes
ahora ya aún todavía siempre nunca jamás a-veces pronto tarde temprano aquí ahí allí allá cerca lejos dentro fuera arriba abajo
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
ir voy va vamos van iba iban vaya vayan irá ido yendo fuera fuese fueran
venir vengo viene venimos vienen venga vendría venido vino viniera
decir digo dice decimos dicen diga digan dirá diría dicho dicha dígame díganos decirnos decirme decirle dijo díganoslo
dar doy da damos dan daba dé den demos dará daremos daría dado dada dando darle darles darnos darme dio diera dárnoslo darse
ver veo ve vemos ven vea vean veremos vería visto vista verlo verla viendo
poner pongo pone ponemos ponen ponga pongan pondrá pondremos puesto puesta ponernos ponerse póngase póngannos ponerme pónganse
salir sale salido salga seguir sigo sigue seguimos siguen siga siguiendo seguido seguida seguirá seguiremos
conocer conozco conoce conocemos conocen conozca conocido conocer parecer parece parecen parecía parezca pareció parecería
agradecer agradezco agradece agradecemos agradecen agradecería agradeceríamos agradecido agradecida agradecidos agradecerle
agradecerles agradeceré agradeceremos agradecerá agradecen ofrecer ofrezco ofrece ofrecemos ofrecerle ofrecerles ofrecido
aparecer aparece aparecen figura permanecer permanece permanecen pertenecer merecer establecer establecido establecida
enviar envío envía enviamos envían envíe envíen enviado enviada enviados enviadas enviaré enviaremos enviarle enviarles
enviarnos envíenos envíeme enviaría enviaríamos envió enviar reenviar reenvíe reenviaremos reenviarle
confiar confío confía confiamos confíe confiando confianza
pedir pido pide pedimos pidió pida pidan pedirle pedirles pedido pidiendo
recordar recuerdo recuerda recordamos recordarle recordarles recuerde recordado recordando recordó
encontrar encuentro encuentra encontramos encuentran encuentre encuentren encontrará encontrado encontrada encontrar encontrarnos
mostrar muestra mostrarle mostrarles mostramos mostrado mostraremos contar cuenta-con contamos contar
resolver resuelvo resuelve resolvemos resuelva resuelto resuelta resueltos resolverlo resolverla resolveremos
volver vuelvo vuelve volvemos vuelva vuelto volvería volveremos devolverle mover
entender entiendo entiende entendemos entienden entienda entendido atender atiende atendemos atenderle atendido
pensar pienso piensa pensamos piense pensado comenzar comienzo comenzamos empezar empieza empezamos
sentir siento siente sentimos preferir prefiero prefiere preferimos prefieren prefiera preferiría sugerir sugiero sugerimos
referir referirnos referimos referente refiere convertir
llegar llegó llegue lleguen llegado llegada pagar pagó pague paguen pagado pagada pagados pagadas págue pagaron
realizar realice realicen realizado realizada realizó tramitar tramite organizar organice organizado
indicar indique indiquen indicado indicada indicó indíquenos indíquemelo indíquenoslo indíqueme comunicar comunique comuníquenos
comuníquemelo comuniquen contactar contacte buscar busque aplicar aplicado verificar-lo explicar explique explicado
avanzar avance alcanzar rogar ruego rogamos rogaríamos cargar entregar entregue entregado
responder responda respondan respóndanos hablar hable hablamos hablemos llamar llame llámenos llámeme llamarle llamarles
avísenos avíseme háganoslo háganos dígannos escríbanos escríbame responda disculpe disculpen perdone
gracias hola estimado estimada estimados estimadas buenos buenas querido querida atentamente cordialmente saludo saludos
señor señora señores
pendiente pendientes vencido vencida vencidos vencidas impagado impagada impagados impagadas abierto abierta abiertos abiertas
hacia-atrás atrás antemano acerca través efecto embargo menudo acaso mientras tanto inclusive incluso
`);

const NOUNS = listed(`
factura recordatorio aviso pago abono saldo importe suma total mensaje correo carta nota copia respuesta pregunta consulta duda
inquietud problema razón motivo error olvido descuido malentendido retraso demora atraso fecha día momento vencimiento
pedido entrega presupuesto oferta propuesta proyecto plan reunión llamada conversación visita demostración presentación
muestra opción detalle información documento archivo adjunto tabla lista línea referencia número compra
departamento equipo compañero compañera contabilidad finanza oficina persona contacto cliente clienta socio colaboración
cooperación relación empresa trabajo servicio producto solución necesidad expectativa objetivo idea reflexión comentario
decisión paso calendario proceso parte lado final fin atención amabilidad conveniencia paciencia comprensión ayuda asistencia
apoyo esfuerzo confianza fidelidad lealtad gratitud placer agradecimiento confirmación situación circunstancia dificultad
oportunidad ocasión posibilidad inicio avance resumen solicitud petición correspondencia comunicación contexto tema asunto
opinión observación sugerencia alternativa ajuste modificación versión especificación diseño configuración instalación
implantación prioridad plazo fase etapa alcance cantidad calidad precio preferencia elección resultado éxito ventaja
expediente sistema herramienta mobiliario taller formación dirección director directora responsable acuerdo firma aprobación
obstáculo aclaración explicación disculpa molestia urgencia importancia caso hecho cosa lugar mano palabra tiempo
disponibilidad registro apunte asiento condición contrato proveedor organización interlocutor seguimiento gestión trámite
recepción llegada liquidación regularización intención novedad punto visto-bueno gusto forma manera modo vista orden cuanto
tarde noche mañana-próxima saludo interés-común negocio ejercicio administración colega operación conciliación
asesoramiento deseo ritmo agenda bandeja puesta marcha inconveniente contratiempo
`).filter((word) => word !== "noche");

const VERBS = listed(`
abonar saldar liquidar regularizar efectuar recibir preguntar contactar llamar comprobar confirmar aclarar revisar
ayudar acompañar apreciar valorar disculpar esperar desear necesitar mirar quedar suceder ocurrir informar avisar señalar
mencionar notar observar incluir detallar olvidar ignorar procesar gestionar completar terminar finalizar cerrar continuar
cambiar adaptar ajustar examinar estudiar considerar comentar evaluar comparar decidir planificar programar acordar
preparar adjuntar compartir presentar visitar tratar charlar trabajar colaborar aprovechar suponer imaginar registrar
conciliar pasar dejar llevar tomar aportar gustar intentar usar utilizar causar molestar plantear firmar aprobar
corregir cubrir atender escribir leer creer vivir existir constar cruzar coincidir retrasar demorar impedir
facilitar solucionar concretar cuadrar reservar interesar proponer mantener disponer suscribir figurar
lamentar tardar bastar tramitar recibir reunir transcurrir deber responder depender comprender anticipar
`);

const ADJECTIVES = listed(`
rápido breve inmediato corto largo habitual regular reciente actual directo personal correcto exacto claro completo
entero parcial distinto diferente similar posible imposible necesario importante urgente útil práctico disponible
adecuado apropiado fácil sencillo simple difícil pequeño gran grande alto bajo bueno buen amable cordial sincero exitoso
valioso profesional fiable agradable fructífero excelente magnífico interesante ocupado común general particular preciso
específico adicional pertinente respectivo interno principal único inicial último primero primer próximo siguiente anterior
previo concreto técnico comercial financiero administrativo mutuo conjunto contento encantado dispuesto agradecido
involuntario leve evidente seguro listo libre nuevo viejo nuestro adjunto atento favorable oportuno debido relativo
correspondiente puntual firme largo pleno suficiente interesado abonado bienvenido gustoso
`);

const IRREGULAR = listed(`
posiblemente probablemente seguramente simplemente directamente recientemente actualmente próximamente rápidamente
inmediatamente personalmente claramente debidamente amablemente sinceramente cordialmente especialmente particularmente
únicamente previamente efectivamente correctamente íntegramente completamente totalmente brevemente lamentablemente
puntualmente igualmente nuevamente finalmente normalmente fácilmente aclararlo aclararlas resolverlo cierre cierra cerremos
incluya incluye incluyen propongo propone proponemos proponerle proponga propuesto mantiene mantenemos mantenga mantenido
dispone disponemos disponga dispuesto supongo suponemos supone corrija corregido constan consta sigamos escrito escrita
acuerdo acordado acordada apruebe aprueben prueba atentos impide impida ruega regularice regularicen tranquilidad
lea leído lean hagamos tardes días cuanto antes favor haga-lo podamos sea cual lejos conforme
`);

/** Said together they are harmless, apart they are not words that a draft may use. */
export const ES_PHRASES = listed(
  "a_fecha_de_hoy a_día_de_hoy hasta_hoy unos_minutos por_adelantado su_interés_en su_interés_por el_interés_en el_interés_por tener_en_cuenta tenga_en_cuenta no_tenga_en_cuenta su_cuenta extracto_bancario cuenta_bancaria_indicada_en_la_factura cuenta_bancaria_indicada_en_las_facturas su_transferencia la_transferencia una_transferencia darse_cuenta este_año",
).map((phrase) => phrase.replaceAll("_", " "));

export const es = vocabulary(
  new Set([...SMALL, ...IRREGULAR, ...NOUNS.flatMap(spanishNoun), ...VERBS.flatMap(spanishVerb), ...ADJECTIVES.flatMap(spanishAdjective)]),
);
