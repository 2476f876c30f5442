import { spanishAdjective, spanishNoun, spanishVerb } from "./inflect.ts";
import { isNever } from "./never.ts";
import { listed, vocabulary } from "./vocabulary.ts";

/* The honest words of Spanish reminders, thanks and follow-ups: see `en.ts` for what is left out on purpose. */

const SMALL = listed(`
prevista previsto PDF
ilusión telefónico telefónica telefónicamente probablemente seguidas perdido extraviado extraviada extraviados escapar escapan escapa
pareciera hubiésemos pudiésemos quisiera quisiéramos supiéramos hiciéramos dijera fuésemos estuviéramos tuviéramos
hacérnoslo hacérmelo comunicárnoslo decírnoslo indicárnoslo enviársela enviárselo remitírsela facilitársela reenviársela
haciéndonos diciéndonos indicándonos respondiendo escribiéndonos poniéndose llamándonos quedando agradeciéndole agradeciendo
pudieran tuvieran quisieran desearan prefirieran necesitaran precisara precise precisan desea desean deseara prefiere
háganoslo hágannoslo háganmelo cuéntemelo permítanos discúlpenos discúlpeme perdónenos téngalo téngannos
vistazos ojeada rápidas conjuntamente mutuamente recíprocamente respectivamente atentamente gustosamente encarecidamente
lamentamos lamento confiemos entendiendo comprendiendo sabiendo esperando deseando confiando quedamos quedo quede queden
retomáramos avanzáramos halle hallar halla hallan hallado cabría convendría quepa apremia urge corre transcurrido
traspapelado traspapelada desapercibido desapercibida asciende ascienden conviene convienen hablará hablaremos hablará retomar retomado retomarlo
enseguida seguidamente asimismo inclusive respecto excepto conforme mediante durante ello sendos
alrededor adelante afuera adentro debido quizás ojalá anteriormente posteriormente inicialmente recientemente actualmente generalmente
habitualmente normalmente regularmente frecuentemente ocasionalmente absolutamente perfectamente exactamente precisamente
principalmente esencialmente sumamente altamente ampliamente claramente evidentemente obviamente naturalmente aparentemente
lógicamente justamente sencillamente involuntariamente accidentalmente gentilmente abiertamente honestamente francamente
afortunadamente desgraciadamente ciertamente relativamente respectivamente suficientemente
venció vencieron vence vencen vencer vencía oír oye oigo oímos oído oírle caer cae cayó caído traer trae traemos traído
elegir elijo elige elegimos eligió elegido elegida conseguir consigue conseguimos consiga conseguido corregir sonreír reír
medir mide medido servir sirve sirven servido servirle sirva repetir repite repetimos repetido vestir competir impedir despedir
 despedimos concluir concluye concluimos concluido construir construye construido contribuir contribuye atribuir
distribuir distribuido incluir sustituir huir influir influye constituir constituye
jugar juega dormir mover mueve movemos movido promover demostrar demuestra demostrado demostrarle costar cuesta
soler suele suelen solemos solía probar prueba probado aprobar comprobar compruebe comprueben comprobado acordar acuerda acordamos
acordó mostrar recordarles sonar suena soñar rogar colgar colgado almorzar forzar esforzar esforzamos esforzado
cerrar cierre cerrado cerrada cerrarlo despertar sentar sentado acertar acertado calentar pensando pensado pensarlo perder pierde
perdido tender defender encender entender entenderlo querer requerir requiere requieren requerido adquirir adquiere adquirido
divertir invertir invierte digerir ingerir convertir
crecer crece crecido nacer nace nacido conducir conduce conducido producir produce producido traducir introducir introduce introducido
 lucir deducir aducir obedecer favorecer favorece enriquecer fortalecer fortalecemos complacer complace complacido
caber cabe cupo valer vale valdría saldría haría vendría valga
creer creemos cree creo leyó leyendo proveer provee poseer posee
 juntos juntas suyos suyas noticias suyo serio seria serios serias pesar través vistazo visto echar echara eche echado
echarle echarles ocuparse ocupa ocupan ocupe ocupará ocuparemos ocupado haberlo haberla haberle haberse verle verles vernos
escucharle escuchar escuchamos escuchado continúa continúan continúe evaluar evalúe actúa actuar sitúa situar
confírmenos confirme confirmen confírmeme envíenosla envíenoslo acláreme acláreno póngase cuéntenos cuénteme escríbanme díganme
permítame permítanos déjenos déjeme háblenos hágame consúltenos consúlteme contácteme contáctenos avísenme respóndame respóndenos
asegurarme asegurarnos asegurarse ocuparnos ocuparme quedarse quedarnos ponernos dirigirme dirigirnos dirigirle dirijo dirige
acercarnos permitirnos permitirme gustaría encantaría interesaría vendría convendría parecería bastaría importaría
doña don señorita retomo retome retomamos indicara indicase avanza avancen avanzamos solicitó solicite soliciten
acabo acabamos acaba acabar logre logren busca buscamos busco explica explicamos explíquenos toca toque toquen saque ubique
dedica dedicamos dedique publique publicar marque marcar modifique modificar justifique justificar identifique identificar
 aplique aplicamos clasifique especifique especificar notifique notificar ratifique planifique planificamos
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
mostrar muestra mostrarle mostrarles mostramos mostrado mostraremos contar contamos contar
resolver resuelvo resuelve resolvemos resuelva resuelto resuelta resueltos resolverlo resolverla resolveremos
volver vuelvo vuelve volvemos vuelva vuelto volvería volveremos devolverle mover
entender entiendo entiende entendemos entienden entienda entendido atender atiende atendemos atenderle atendido
pensar pienso piensa pensamos piense pensado comenzar comienzo comenzamos empezar empieza empezamos
sentir siento siente sentimos preferir prefiero prefiere preferimos prefieren prefiera preferiría sugerir sugiero sugerimos
referir referirnos referimos referente refiere convertir
llegar llegó llegue lleguen llegado llegada pagar pagó pague paguen pagado pagada pagados pagadas págue pagaron
realizar realice realicen realizado realizada realizó tramitar tramite organizar organice organizado
indicar indique indiquen indicado indicada indicó indíquenos indíquemelo indíquenoslo indíqueme comunicar comunique comuníquenos
comuníquemelo comuniquen contactar contacte buscar busque aplicar aplicado explicar explique explicado
avanzar avance alcanzar rogar ruego rogamos rogaríamos cargar entregar entregue entregado
responder responda respondan respóndanos hablar hable hablamos hablemos llamar llame llámenos llámeme llamarle llamarles
avísenos avíseme háganoslo háganos dígannos escríbanos escríbame responda disculpe disculpen perdone
gracias hola estimado estimada estimados estimadas buenos buenas querido querida atentamente cordialmente saludo saludos
señor señora señores
pendiente pendientes vencido vencida vencidos vencidas impagado impagada impagados impagadas abierto abierta abiertos abiertas
 atrás antemano acerca través efecto embargo menudo acaso mientras tanto inclusive incluso
`);

const NOUNS = listed(`
ilusión entusiasmo pasión dedicación orgullo hospitalidad extravío despiste traspié malentendido confusión omisión inadvertencia
trajín ajetreo vorágine rutina día-a-día montón pila bandeja desglose justificante recibo albarán apunte conciliación cotejo
contable gerencia administrativo administrativa secretario secretaria recepcionista comercial fundador fundadora titular
boceto croquis folleto catálogo escaparate tapicería decoración reforma rehabilitación luminaria acabado plano render maqueta
videollamada videoconferencia franja hueco cronograma planning disponibilidad holgura margen antelación puntualidad prontitud
impedimento traba inconveniente contratiempo imprevisto reparo objeción inquietud incertidumbre vacilación
materialización lanzamiento arranque culminación andadura rumbo senda empujón ánimo aliento enhorabuena felicitación honra brevedad
disposición camino papel continuación comprobante noticia rapidez curiosidad serie amistad acción aceptación
acento actividad actitud acto actualización acuse adaptación administrador adopción agente agrado aire ajuste almacén alternativa
altura alumno ambición ambiente ámbito amigo amiga análisis ángulo anuncio apartado aparato apertura apreciación aprendizaje
archivador área argumento armario arquitecto arreglo arte artículo aspecto aspiración atmósfera atributo aumento ausencia autor ayudante
balance base beneficio bien bloque búsqueda cabeza cable cadena café calma calle camión camisa campaña campo
canal candidato capacidad capítulo cara característica carácter carpeta casa catálogo categoría causa celebración centro
cercanía certeza charla ciclo cifra circuito cita ciudad claridad clase clima coche cocina coincidencia colección
color columna combinación comienzo comité comodidad comparación compatibilidad competencia complemento componente composición
comportamiento compra comprador compromiso comunidad concepto conclusión concreción conducta conferencia configuración
conflicto conformidad confort conjunto conocimiento consejo consejero consideración construcción consulta consultor contenido
continuidad contribución control conveniencia coordinación coordinador corazón cortesía costumbre creación crecimiento criterio
cuadro cualidad cuestión cuidado cultura curso debate definición delegación demostración dependencia desarrollo
descanso descripción deseo desempeño desplazamiento destinatario destino destreza diálogo dibujo diferencia dimensión dinámica
diploma discurso diseñador disgusto distancia distribución documentación dueño duración economía edición edificio
educación eficacia eficiencia ejecución ejecutivo ejemplo elemento emoción empleado empleo empresario encargado encuentro energía
enfoque enhorabuena ensayo enseñanza entorno entrada entrevista envío equilibrio escenario escala escritorio escritura espacio especialidad
especialista espera esperanza espíritu esquema esquina estabilidad estado estancia estante estilo estimación estrategia estructura estudio
etiqueta evaluación evento evolución examen excelencia excepción existencia expectación experiencia experto exposición expresión
extremo fábrica facilidad factor facultad falta familia favor fiabilidad ficha figura filosofía flexibilidad flujo fondo formación
formato fórmula formulario foto fotografía frase frecuencia frente fuente fuerza función funcionamiento fundamento futuro gama ganas
gente gerente gestor grado gráfico grupo guía habilidad hábito habitación herramienta historia hogar hoja hombre honor honestidad horario hueco
 idioma iluminación imagen impacto implicación impresión impulso incidencia incidente indicación individuo industria
inicio iniciativa innovación inquietud inspiración instalador instante institución instrumento integración integridad
intercambio interior intervención introducción inversión invitación jefe jefa jornada juego junta justificación labor lámpara lectura lenguaje
lengua letra libertad libro límite limpieza lógica logro lote luz madera maestro mandato mantenimiento mapa máquina marca margen
materia material máximo mayoría mecanismo mejora memoria mensajería mente mercado mercancía mesa meta metal método miembro ministerio
minoría mirada misión mobiliario moda modelo módulo montaje motivación movimiento muebles mueble mujer mundo muro música
naturaleza navegación negociación nivel nombre norma normalidad nota notificación novedad objeto obligación obra observación obtención
ocupación opción operador optimismo oración orientación origen paciente página país palabra pantalla papelería paquete par pared pareja
participación pausa película pena pensamiento percepción perfección perfil permiso perspectiva piedra pieza piso
placer planificación planta población política porción posición potencial práctica preocupación preparación
presencia presión previsión principio probabilidad procedimiento producción profesión profesor programa progreso promedio pronunciamiento
propósito propietario prosperidad protección proveedor proximidad prueba publicación público puerta puntualidad rama rango razón
reacción realidad realización recado recomendación reconocimiento recopilación recorrido recuerdo recurso red redacción reforma región
regla regreso relato relevancia remitente rendimiento renovación reparto repaso representación representante requisito reserva resolución
respaldo respeto responsabilidad resto retraso retorno reto revisión revista rincón riqueza ritmo rol rueda rutina sala salida salón salud
satisfacción sección secretaría sector seguridad selección señal sencillez sensación sensibilidad sentido sentimiento serenidad
sierra significado silencio silla simpatía sinceridad sitio sociedad sombra sonido soporte sorpresa suelo suerte sugerencia suministro superficie
supervisor surtido sustitución tabla talento tamaño taza tecnología técnica técnico tela teléfono televisión tema tendencia teoría término
terreno territorio texto tienda tierra tipo título tono tradición traducción transición transparencia transporte tratamiento trato traslado
turno ubicación unidad unión universidad uso utilidad vacación valor variedad vehículo velocidad venta ventana verano verdad
versatilidad viaje vida vínculo visibilidad visión visitante voluntad volumen voz vuelta zona
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
recepción llegada liquidación regularización intención novedad punto gusto forma manera modo vista orden cuanto
tarde saludo negocio ejercicio administración colega operación conciliación
asesoramiento deseo ritmo agenda bandeja puesta marcha inconveniente contratiempo
`);

/** The verbs that are inflected by rule. */
export const ES_VERBS = listed(`
asociar guardar ocupar encajar solicitar mejorar acertar abarcar abordar absorber acelerar aceptar acercar aclamar acompañar
aconsejar actualizar acudir acumular admirar admitir adoptar afectar afirmar agilizar agrupar aguardar ahorrar alegrar
alinear almacenar alquilar alterar amueblar analizar animar anotar anunciar apartar apostar apoyar aprender apuntar argumentar
arreglar arrancar articular asegurar asesorar asignar asistir asumir aumentar ausentar autorizar averiguar
bajar basar brindar calcular callar calmar cambiar caminar captar caracterizar celebrar centrar circular citar colaborar colocar
combinar comer compaginar compartir complementar completar complicar comprar comprobar
concentrar conciliar conectar conformar confundir conjugar conservar consistir consolidar consultar consumir contactar
contemplar contrastar contratar controlar conversar convivir coordinar copiar crear criticar cuestionar cuidar culminar cumplir
debatir dedicar definir dejar delegar derivar desarrollar descansar describir descubrir desglosar desplazar destacar
detectar determinar dialogar dibujar diferenciar dificultar difundir dirigir discutir diseñar disfrutar distinguir documentar dudar durar
echar economizar editar educar efectuar ejecutar elaborar elevar eliminar embalar emitir emocionar empaquetar emplear emprender
encabezar encajar encantar encargar enfocar enfrentar enseñar ensayar entrar entregar entrevistar equilibrar
equipar escapar escoger escuchar especificar estimar estipular estrenar estructurar evitar evolucionar experimentar explicar
explorar expresar extrañar fabricar facturar fallar faltar familiarizar felicitar filtrar finalizar
financiar flexibilizar fomentar formalizar formar formular fotografiar fundar funcionar ganar generar girar grabar
habitar habituar ilusionar iluminar ilustrar imaginar implantar implementar implicar importar impulsar incorporar
incrementar influenciar iniciar innovar insertar insistir inspeccionar inspirar instalar integrar intensificar intercambiar interpretar
interrumpir inventar invitar involucrar juntar justificar lanzar liberar limitar limpiar localizar lograr madurar mandar manejar
 marcar marchar matizar memorizar meditar mencionar modernizar montar motivar multiplicar
 necesitar negociar nombrar normalizar notificar nutrir observar ofertar operar opinar optar optimizar ordenar orientar
originar pactar parar participar partir pasear percibir perfeccionar permitir persistir personalizar persuadir perturbar pintar pisar
plasmar ponderar practicar precisar predominar preguntar preocupar presenciar prestar presupuestar priorizar
proceder progresar pronunciar proporcionar proyectar publicar pulir puntualizar quejar quitar rastrear razonar reaccionar realizar
reanudar rebuscar recapitular recibir reciclar recoger recomendar recopilar recorrer rectificar recuperar
redactar redirigir reencontrar reflejar reflexionar registrar regresar relacionar relatar remitir
reparar repartir repasar repercutir replantear reportar representar reservar residir resistir respaldar respetar restar
resultar resumir retrasar reutilizar revelar saludar seleccionar separar significar simplificar
sobrar sorprender sospechar subir subrayar suceder suministrar superar supervisar surgir sustentar tachar
tantear terminar tocar topar transcribir transformar transmitir transportar trasladar triunfar ubicar unificar unir
utilizar variar velar vender verter viajar vigilar vincular visualizar votar
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
amistoso atrasado antiguo paciente pronto abierto absoluto abundante accesible activo acogedor acostumbrado actualizado
ágil agotado ajeno alegre alternativo amplio ansioso apto arduo artístico asequible asombroso atractivo auténtico autónomo básico
blanco bonito brillante capaz cálido cauto céntrico cercano clásico coherente colectivo cómodo compacto
comparable compatible competente complejo complicado comprensivo concienzudo consciente consiguiente considerable constante constructivo
contemporáneo continuo contrario conveniente cooperativo corriente cortés creativo crucial cuidadoso curioso decidido decisivo
definitivo delicado dedicado denso desconocido detallado diario digital digno diligente dinámico diverso dudoso dulce duradero
económico eficaz eficiente elegante elemental encantador enorme entrañable entusiasta equilibrado ergonómico esencial especial
espléndido espontáneo estable estándar estrecho estricto estupendo evidente excepcional excesivo exclusivo exigente existente
experto explícito expreso exterior externo extraordinario familiar famoso fantástico favorito feliz fiel fijo flexible fluido
formal formidable frágil franco frecuente fresco fuerte funcional fundamental futuro general generoso genial global grato
habitable hábil hermoso honesto honrado humano ideal idéntico igual ilustre impecable imprescindible impresionante
inadvertido inesperado incierto incompleto inconcreto indicado individual industrial inevitable inferior informal inicial inmenso
innovador inquieto inspirador instantáneo inteligente intenso intermedio internacional íntegro intuitivo
joven justo leal lento ligero limitado limpio local lógico lujoso luminoso magnífico manual maravilloso masivo material máximo mayor
 mejor menor mínimo moderno modesto motivado móvil múltiple musical nacional natural negro neutro normal notable numeroso
objetivo obvio oficial opcional operativo óptimo ordenado ordinario organizado original paralelo parecido
pausado pendiente perfecto permanente persistente personalizado popular positivo potencial práctico preciso preferente preferible
preliminar preocupado presente prioritario probable productivo profundo progresivo propenso prudente puro
racional raro razonable reacio real realista recíproco reconocido regional regular relajado relevante rentable resistente resolutivo
respetuoso responsable rico riguroso robusto rojo satisfactorio satisfecho sensato sensible separado sereno significativo silencioso
simpático sobrante sofisticado solícito sólido sorprendente suave subsiguiente superior sutil técnico
textil típico total tradicional tranquilo transparente turístico ulterior urbano usual válido valorado variable variado vasto veraz
verdadero versátil vigente visible visual vital vivo voluntario vacío entrante saliente restante
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
lea leído lean hagamos tardes días cuanto antes favor podamos sea cual lejos conforme
`);

/** Said together they are harmless, apart they are not words that a draft may use. */
export const ES_PHRASES = listed(
  "a_fecha_de_hoy a_día_de_hoy hasta_hoy unos_minutos por_adelantado su_interés_en su_interés_por el_interés_en el_interés_por tener_en_cuenta tenga_en_cuenta no_tenga_en_cuenta su_cuenta extracto_bancario cuenta_bancaria_indicada_en_la_factura cuenta_bancaria_indicada_en_las_facturas su_transferencia la_transferencia una_transferencia darse_cuenta este_año",
).map((phrase) => phrase.replaceAll("_", " "));

export const es = vocabulary(
  new Set([
    ...SMALL,
    ...IRREGULAR,
    ...NOUNS.flatMap(spanishNoun),
    ...ES_VERBS.flatMap(spanishVerb),
    ...ADJECTIVES.flatMap(spanishAdjective),
  ]),
  { never: isNever.es },
);
