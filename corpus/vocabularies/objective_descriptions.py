"""What each objective of the Global Compact for Migration is about, for telling which one a text illustrates.

Written for this purpose: two descriptions in English (what it is; what a practice under it does), one in French, one in
Spanish, and the words that give an objective away in the three languages.
"""

from __future__ import annotations

from corpus.text.strings import fold

DESCRIPTIONS: dict[int, tuple[str, ...]] = {
    1: (
        "Better statistics on migration: censuses, surveys, population registers, administrative records and common "
        "definitions, broken down by age and sex, shared and kept private, so that decisions rest on facts.",
        "A migration profile, an observatory, a data portal, a study or training for statisticians that produces, "
        "compares and analyses figures on migrants.",
        "Statistiques migratoires, recensements, enquêtes, registres, indicateurs et observatoires qui produisent et "
        "analysent des données sur les migrants.",
        "Estadísticas de migración, censos, encuestas, registros, indicadores y observatorios que producen y analizan "
        "datos sobre las personas migrantes.",
    ),
    2: (
        "Why people feel forced to leave home: poverty, no jobs, conflict, hunger, disasters, drought and climate "
        "change. Making it possible to stay and live in safety in one's own country.",
        "A project that creates livelihoods and opportunities for young people in places of origin, prepares "
        "communities for disasters, builds resilience or adapts farming to a changing climate.",
        "Causes profondes des départs : pauvreté, chômage des jeunes, conflits, catastrophes naturelles, changement "
        "climatique et dégradation de l’environnement ; résilience et moyens de subsistance sur place.",
        "Causas profundas de la emigración: pobreza, falta de empleo juvenil, conflictos, desastres, cambio climático "
        "y degradación ambiental; resiliencia y medios de vida en las comunidades de origen.",
    ),
    3: (
        "Telling people what they need to know before, during and after a journey: rules on visas and work, rights, "
        "costs and risks, in languages they understand.",
        "A website, hotline, information centre, mobile application, orientation session before departure or on "
        "arrival, or awareness campaign on safe migration and the dangers of irregular journeys.",
        "Sites web, lignes d’assistance, guichets d’information, orientation avant le départ et après l’arrivée, "
        "campagnes de sensibilisation sur les règles, les droits et les risques du voyage.",
        "Sitios web, líneas de atención, centros de información, orientación previa a la partida y a la llegada, "
        "campañas de sensibilización sobre los requisitos, los derechos y los riesgos del viaje.",
    ),
    4: (
        "Papers that prove who someone is and which country they belong to: birth registration, nationality, "
        "passports, identity cards, residence papers, and no statelessness.",
        "A civil registry, biometric passport, travel document, consular or municipal identity card, or reform of "
        "nationality law so that mothers and fathers alike pass it on to their children.",
        "État civil, enregistrement des naissances, passeports, cartes d’identité, titres de séjour, nationalité et "
        "lutte contre l’apatridie.",
        "Registro civil, inscripción de nacimientos, pasaportes, cédulas y tarjetas de identidad, documentos de viaje, "
        "nacionalidad y prevención de la apatridia.",
    ),
    5: (
        "More ways to migrate legally: visas, work and residence permits, free movement, seasonal and circular labour "
        "schemes, family reunification, study abroad, humanitarian admission and regularization.",
        "A bilateral labour mobility agreement, regional free movement protocol, seasonal worker programme, visa "
        "liberalization, or special permit that lets migrants enter or stay regularly.",
        "Voies légales de migration : visas, permis de travail et de séjour, libre circulation, travail saisonnier, "
        "regroupement familial, mobilité étudiante, admission humanitaire, régularisation.",
        "Vías legales para migrar: visados, permisos de trabajo y residencia, libre circulación, trabajo de temporada, "
        "reunificación familiar, movilidad estudiantil, admisión humanitaria, regularización.",
    ),
    6: (
        "Migrant workers hired fairly and treated well: no fees charged to workers, licensed agencies, clear "
        "contracts, wages paid, labour rights, trade unions, domestic workers protected from abuse and forced labour.",
        "Regulation or certification of recruitment agencies and employers, a code of conduct, labour inspection, or a "
        "complaint mechanism for workers abroad.",
        "Recrutement équitable, agences de recrutement, frais de recrutement, contrats, salaires, inspection du "
        "travail, droits des travailleurs migrants et des travailleuses domestiques.",
        "Contratación equitativa, agencias de contratación, comisiones de contratación, contratos, salarios, "
        "inspección del trabajo, derechos de los trabajadores migrantes y de las trabajadoras del hogar.",
    ),
    7: (
        "Protecting migrants in situations of vulnerability: unaccompanied and separated children, women at risk, "
        "survivors of violence, victims of crises, people stranded or without status, with their human rights upheld.",
        "Child protection and guardianship, best interests assessments, shelters, gender-responsive policy, legal aid, "
        "case management and guidelines for assisting migrants in need.",
        "Protection des migrants en situation de vulnérabilité : mineurs non accompagnés, femmes exposées à la "
        "violence, tutelle, intérêt supérieur de l’enfant, hébergement, aide juridique.",
        "Protección de migrantes en situación de vulnerabilidad: niños no acompañados, mujeres expuestas a la "
        "violencia, tutela, interés superior del niño, albergues, asistencia jurídica.",
    ),
    8: (
        "No more deaths on the way: search and rescue at sea and in deserts, help for those in distress, finding "
        "missing migrants, identifying the dead and telling their families.",
        "A rescue service, a forensic database, tracing of relatives, recovery and burial of remains, or a record of "
        "deaths and disappearances along migration routes.",
        "Recherche et sauvetage en mer et dans le désert, migrants disparus ou décédés, identification des dépouilles, "
        "médecine légale et information des familles.",
        "Búsqueda y salvamento en el mar y el desierto, migrantes desaparecidos o fallecidos, identificación forense "
        "de restos e información a las familias.",
    ),
    9: (
        "Acting against the smuggling of migrants: criminal networks that move people across borders for profit, "
        "their investigation and prosecution, while the migrants themselves are not punished.",
        "Joint police operations, intelligence sharing between countries, training of prosecutors, and laws in line "
        "with the protocol on smuggling by land, sea and air.",
        "Lutte contre le trafic illicite de migrants : passeurs, réseaux criminels, enquêtes et poursuites, échange "
        "de renseignements entre polices, protocole contre le trafic illicite.",
        "Lucha contra el tráfico ilícito de migrantes: traficantes, redes delictivas, investigación y "
        "enjuiciamiento, intercambio de inteligencia policial, protocolo contra el tráfico ilícito.",
    ),
    10: (
        "Ending trafficking in persons: people exploited for forced labour, sex or servitude; victims found, protected "
        "and helped to recover, traffickers brought to court.",
        "A national referral mechanism for victims of trafficking, an action plan or a task force against it, "
        "training to recognize victims, safe houses, due diligence on slavery in supply chains.",
        "Lutte contre la traite des personnes : exploitation, travail forcé, esclavage, identification et protection "
        "des victimes de la traite, mécanisme national d’orientation.",
        "Lucha contra la trata de personas: explotación, trabajo forzoso, esclavitud, identificación y protección de "
        "las víctimas de trata, mecanismo nacional de remisión.",
    ),
    11: (
        "Border management: crossing points, border guards, customs, checks on travellers, information systems and "
        "cooperation between neighbours, secure and with respect for human rights.",
        "One-stop border posts, biometric entry and exit systems, joint patrols, training of immigration officers at "
        "the frontier, cross-border trade and movement of local communities made easier.",
        "Gestion des frontières : postes frontière, gardes, douanes, contrôles, systèmes d’information, patrouilles "
        "conjointes et coopération transfrontalière dans le respect des droits.",
        "Gestión de fronteras: pasos y puestos fronterizos, guardias, aduanas, controles, sistemas de información, "
        "patrullas conjuntas y cooperación transfronteriza con respeto de los derechos.",
    ),
    12: (
        "Clear and predictable procedures on arrival: screening, registration, individual assessment, identification "
        "of needs, and referral to asylum, protection or other procedures.",
        "Reception and profiling of mixed movements, standard forms and guidance for frontline officials, referral "
        "pathways, legal counselling on migration procedures, faster and digital case handling.",
        "Procédures migratoires claires à l’arrivée : contrôle préalable, enregistrement, évaluation individuelle, "
        "repérage des besoins et orientation vers l’asile ou la protection.",
        "Procedimientos migratorios claros a la llegada: verificación, registro, evaluación individual, detección de "
        "necesidades y derivación al asilo o a la protección.",
    ),
    13: (
        "Not locking migrants up: immigration detention only as a last resort, alternatives in the community, an end "
        "to the detention of children, decent conditions and judicial review.",
        "Release to community care, supervised housing, case management instead of detention, monitoring of detention "
        "centres, a law that forbids detaining minors for their status.",
        "Rétention et détention administratives des migrants, solutions de rechange à la détention, hébergement dans "
        "la communauté, fin de la détention des enfants, centres de rétention.",
        "Detención de migrantes, alternativas a la detención, alojamiento en la comunidad, fin de la detención de "
        "niños, centros de detención migratoria.",
    ),
    14: (
        "What embassies and consulates do for their nationals abroad: protection, assistance, visits, evacuation in "
        "crises, registration of citizens.",
        "A mobile consulate, labour attaché, emergency line for citizens abroad, training of consular staff, or "
        "agreement between states to help each other's nationals.",
        "Ambassades et consulats au service de leurs ressortissants à l’étranger : protection et assistance "
        "consulaires, attachés du travail, consulats mobiles, évacuation en cas de crise.",
        "Embajadas y consulados al servicio de sus nacionales en el exterior: protección y asistencia consular, "
        "agregados laborales, consulados móviles, evacuación en crisis.",
    ),
    15: (
        "Migrants can see a doctor, go to school, find housing, water, food and social help whatever their status, "
        "without fear of being reported.",
        "Health care open to all migrants, vaccination, enrolment of migrant children in school, a firewall between "
        "services and immigration enforcement, one-stop service centres, interpreters in hospitals.",
        "Accès des migrants aux soins de santé, à l’école, au logement, à l’eau et à l’aide sociale, quel que soit "
        "leur statut.",
        "Acceso de las personas migrantes a la atención de salud, la escuela, la vivienda, el agua y la asistencia "
        "social, cualquiera que sea su situación.",
    ),
    16: (
        "Newcomers and residents living well together: integration, language and civic courses, participation in local "
        "life, cities that welcome, women's empowerment, access to jobs, sport, art and exchange between cultures.",
        "A municipal integration plan, welcome centre, mentoring scheme, community dialogue or festival that brings "
        "migrants and hosts together and strengthens social cohesion.",
        "Intégration et inclusion des nouveaux arrivants, cours de langue et d’instruction civique, participation à la "
        "vie locale, villes accueillantes, cohésion sociale et vivre-ensemble.",
        "Integración e inclusión de los recién llegados, cursos de idioma y de educación cívica, participación en la "
        "vida local, ciudades acogedoras, cohesión social y convivencia.",
    ),
    17: (
        "Against racism, xenophobia, hate speech and intolerance towards migrants, and for a fair public debate that "
        "changes how people see migration.",
        "A media campaign, training for journalists, migrants telling their stories, anti-discrimination law, "
        "reporting of hate crimes, an award or a film festival on migration.",
        "Contre le racisme, la xénophobie, les discours de haine et les discriminations ; médias, journalistes et "
        "campagnes pour changer le regard sur les migrants.",
        "Contra el racismo, la xenofobia, el discurso de odio y la discriminación; medios de comunicación, "
        "periodistas y campañas para cambiar la imagen de las personas migrantes.",
    ),
    18: (
        "Skills of migrants: vocational training, apprenticeships, and recognition of foreign diplomas, qualifications "
        "and earlier learning between countries.",
        "A skills partnership, qualification framework, certificate of competence, credential evaluation, online "
        "skills profile, or job matching that fits training to the labour market abroad.",
        "Formation professionnelle, apprentissage, reconnaissance des diplômes, des qualifications et des compétences, "
        "partenariats pour les compétences.",
        "Formación profesional, aprendizaje, reconocimiento de títulos, cualificaciones y competencias, certificación "
        "de competencias, alianzas para la formación.",
    ),
    19: (
        "Diasporas and migrants as partners in development: investment, entrepreneurship, knowledge transfer, "
        "volunteering, philanthropy, voting and ties with the country of origin.",
        "A diaspora ministry, forum, fund, bond or network, temporary return of experts, or migration built into "
        "national development plans.",
        "Diasporas et migrants acteurs du développement : investissement, entrepreneuriat, transfert de "
        "connaissances, liens avec le pays d’origine, migration dans les plans de développement.",
        "Diásporas y migrantes como agentes del desarrollo: inversión, emprendimiento, transferencia de conocimientos, "
        "vínculos con el país de origen, migración en los planes de desarrollo.",
    ),
    20: (
        "Money that migrants send home: cheaper, faster and safer remittances, lower transfer fees, and bank accounts, "
        "credit, savings and insurance for migrants and their families.",
        "A price comparison website for money transfers, mobile payments, financial literacy courses, postal or "
        "microfinance services, reform of remittance markets.",
        "Envois de fonds moins chers, plus rapides et plus sûrs, coûts de transfert d’argent, éducation financière, "
        "comptes bancaires, paiements mobiles et épargne des migrants.",
        "Remesas más baratas, rápidas y seguras, costos de envío de dinero, educación financiera, cuentas bancarias, "
        "pagos móviles y ahorro de las personas migrantes.",
    ),
    21: (
        "Going home: voluntary return, readmission agreements, and reintegration of returnees who find work, housing "
        "and support in their community again.",
        "Assisted voluntary return and reintegration, reception of returned nationals, counselling, grants to start a "
        "business after return, monitoring of returns.",
        "Retour volontaire assisté, réadmission, accueil des migrants de retour et réintégration durable dans leur "
        "communauté.",
        "Retorno voluntario asistido, readmisión, acogida de personas retornadas y reintegración sostenible en su "
        "comunidad.",
    ),
    22: (
        "Pensions and social security that move with the worker: contributions made in one country count in another, "
        "earned benefits are paid abroad.",
        "A bilateral or multilateral social security agreement, totalization of insurance periods, export of pensions, "
        "health insurance or a welfare fund for workers abroad.",
        "Portabilité des droits de sécurité sociale, conventions bilatérales de sécurité sociale, pensions et "
        "retraites versées à l’étranger, totalisation des périodes d’assurance.",
        "Portabilidad de los derechos de seguridad social, convenios bilaterales de seguridad social, pensiones y "
        "jubilaciones pagadas en el exterior, totalización de períodos de cotización.",
    ),
    23: (
        "Countries working together on migration: global and regional partnerships, dialogue between governments, "
        "United Nations support, funding and capacity building to carry out the Global Compact.",
        "A regional consultative process, intergovernmental forum, network or multi-partner trust fund, joint "
        "programme or national plan for implementing the Compact.",
        "Coopération entre États sur la migration : partenariats, dialogues et processus consultatifs régionaux, fonds "
        "commun, appui des Nations Unies à la mise en œuvre du Pacte mondial.",
        "Cooperación entre Estados sobre migración: alianzas, diálogos y procesos consultivos regionales, fondo "
        "común, apoyo de las Naciones Unidas a la aplicación del Pacto Mundial.",
    ),
}
"""Per objective, each text by itself."""

_WORDS: dict[int, str] = {
    1: "statistic, census, survey, microdata, migration data, data on migra, data collection, disaggregated, "
    "database, dataset, big data, data portal, migration profile, observatory, evidence base, statistique, "
    "recensement, enquête auprès, données, ventilé, observatoire, profil migratoire, profils migratoires, "
    "estadístic, censo, encuesta, datos, desglosad, observatorio, perfil migratorio, perfiles migratorios",
    2: "root cause, driver, climate, drought, disaster, environmental, resilience, poverty, livelihood, food "
    "security, adaptation, displace, conflict, desertification, rural development, causes profondes, facteurs "
    "négatifs, climatique, sécheresse, catastrophe, environnement, résilience, pauvreté, moyens de subsistance, "
    "moyens d’existence, déplace, conflit, développement rural, causas profundas, factores adversos, climátic, "
    "sequía, desastre, ambiental, resiliencia, pobreza, medios de vida, medios de subsistencia, desplaza, "
    "desarrollo rural",
    3: "information cent, information campaign, awareness campaign, awareness raising, hotline, helpline, website, "
    "mobile app, orientation, pre departure, predeparture, post arrival, resource cent, timely information, "
    "leaflet, informational, site web, ligne d’assistance, numéro vert, guichet, sensibilisation, avant le "
    "départ, préalable au départ, dépliant, centre d’information, sitio web, línea de atención, línea directa, "
    "campaña informativa, sensibilización, previa a la partida, previa a la salida, antes de la partida, centro "
    "de información, folleto",
    4: "identity document, identity card, id card, legal identity, passport, birth registration, birth certificate, "
    "civil registr, civil registration, stateless, nationality law, travel document, proof of identity, "
    "passeport, état civil, enregistrement des naissances, acte de naissance, actes de naissance, carte "
    "d’identité, cartes d’identité, identité légale, identité juridique, apatrid, documents de voyage, pièces "
    "d’identité, pasaporte, registro civil, partida de nacimiento, registro de nacimiento, inscripción de "
    "nacimiento, tarjeta de identidad, documento de identidad, documentos de identidad, identidad jurídica, "
    "identidad legal, apátrid, documentos de viaje",
    5: "regular pathway, pathway, visa., visas., free movement, freedom of movement, seasonal, circular migration, "
    "family reunification, work permit, residence permit, stay permit, regularis, regulariz, labour mobility, "
    "labor mobility, labour migration agreement, humanitarian visa, scholarship, mobility scheme, filières, voies "
    "légales, voies régulières, libre circulation, saisonn, migration circulaire, regroupement familial, "
    "réunification familiale, permis de travail, permis de séjour, titre de séjour, mobilité de la main, vías "
    "regulares, vías legales, visado, libre movilidad, libre circulación, temporer, trabajo estacional, migración "
    "circular, reunificación familiar, reagrupación familiar, permiso de trabajo, permiso de residencia, "
    "movilidad laboral",
    6: "recruit, decent work, recruitment fee, labour right, labor right, labour inspect, employer, trade union, "
    "domestic worker, wage, employment contract, working condition, workplace, migrant worker, recrute, travail "
    "décent, inspection du travail, inspecteurs du travail, employeur, syndicat, travailleurs domestiques, "
    "travailleuses domestiques, salaire, conditions de travail, contrat de travail, travailleurs migrants, "
    "reclutamiento, contratación, trabajo decente, inspección del trabajo, inspección laboral, empleador, "
    "sindicat, trabajadoras del hogar, trabajadores domésticos, salario, condiciones de trabajo, contrato de "
    "trabajo, trabajadores migrantes",
    7: "vulnerab, unaccompanied, separated child, guardian, best interest, child protection, gender based violence, "
    "domestic violence, gender responsive, lgbt, disabilit, stranded, legal aid, migrants in crisis, non "
    "accompagn, enfants séparés, tutelle, tuteur, intérêt supérieur, protection de l’enfan, violence sexiste, "
    "violences sexistes, handicap, aide juridi, no acompañad, separados de su, tutela, tutor, interés superior, "
    "protección de la infancia, protección infantil, violencia de género, discapacidad, asistencia jurídica",
    8: "missing migrant, missing person, disappear, search and rescue, rescue, save lives, saving lives, death, "
    "dead., forensic, shipwreck, drown, remains of, migrants disparus, personnes disparues, disparition, "
    "sauvetage, sauver des vies, décès, décédé, dépouille, médecine légale, médico légal, naufrage, noyé, "
    "migrantes desaparecid, personas desaparecidas, desaparici, salvamento, rescate, salvar vidas, muerte, "
    "fallecid, restos humanos, forens, naufragio",
    9: "smuggl, people smuggling, transnational organized crime, organized criminal, criminal network, trafic "
    "illicite, trafic de migrants, passeurs, criminalité transnationale, criminalité organisée, réseaux "
    "criminels, tráfico ilícito, tráfico de migrantes, contrabando de migrantes, delincuencia organizada, redes "
    "delictivas",
    10: "traffick, anti trafficking, human trafficking, trafficking in persons, forced labour, forced labor, slavery, "
    "victims of trafficking, safe house, la traite, traite des êtres, traite des personnes, traite d’êtres, "
    "travail forcé, esclavage, victimes de la traite, trata., trata de personas, víctimas de la trata, víctimas "
    "de trata, trabajo forzoso, esclavitud",
    11: "border management, border crossing, border post, border guard, border control, borders, border, border "
    "security, border official, customs, cross border, coast guard, integrated border, frontièr, frontalier, "
    "transfrontalier, douan, garde frontière, gestion des frontières, contrôles aux frontières, fronteriz, "
    "fronter, aduan, transfronteriz, gestión de fronteras, gestión fronteriza",
    12: "screening, referral, profiling, individual assessment, asylum procedure, migration procedure, standard "
    "operating procedure, predictab, certainty, mixed migra, mixed movement, first reception, procédures "
    "migratoires, évaluation individuelle, aiguillage, mécanismes d’orientation, procédures opérationnelles, "
    "prévisibilité, flux mixtes, migrations mixtes, procédures d’asile, procedimientos migratorios, derivación, "
    "remisión, evaluación individual, procedimientos operativos, previsibilidad, flujos mixtos, migración mixta, "
    "procedimientos de asilo, verificación de antecedentes",
    13: "detention, detain, alternatives to detention, alternative to detention, last resort, custody, rétention, "
    "détention, centre de rétention, solutions de rechange, alternatives à la détention, dernier ressort, détenu, "
    "detención, detenid, alternativas a la detención, centro de detención, último recurso, privación de libertad",
    14: "consul, embass, diplomatic mission, labour attach, labor attach, nationals abroad, citizens abroad, "
    "ambassad, ressortissants à l’étranger, attachés du travail, embajad, nacionales en el exterior, ciudadanos "
    "en el exterior, agregados laborales, agregadurías, misiones diplomáticas, missions diplomatiques",
    15: "health care, healthcare, health service, basic service, access to service, access to health, access to "
    "education, firewall, school, vaccin, hospital, medical, housing, mental health, soins de santé, services de "
    "base, santé, école, scolar, logement, hôpita, accès à l’éducation, accès aux services, servicios básicos, "
    "salud, escuela, escolar, vivienda, hospital, acceso a la educación, acceso a los servicios, atención médica",
    16: "integration, inclusion of migrants, social cohesion, social inclusion, language course, newcomer, welcom, "
    "host communit, mentor, civic, intercultural, cohésion sociale, intégration, inclusion sociale, cours de "
    "langue, nouveaux arrivants, accueillante, communautés d’accueil, mentorat, civique, interculturel, cohesión "
    "social, integración, inclusión social, cursos de idioma, recién llegad, acogedora, comunidades de acogida, "
    "cívic, convivencia",
    17: "xenophob, racis, discriminat, hate speech, hate crime, intoleran, stereotyp, journalis, media., public "
    "perception, public discourse, narrative, prejudice, xénophob, discours de haine, crimes de haine, stéréotyp, "
    "médias, préjugé, débat public, perception, xenofob, xenófob, discriminaci, discurso de odio, delitos de "
    "odio, estereotip, periodis, medios de comunicación, prejuicio, discurso público, percepci, narrativa",
    18: "skill, qualification, vocational, apprentice, recognition of, credential, certif, competenc, diploma, prior "
    "learning, technical training, formation professionnelle, reconnaissance des, compétences, diplôme, "
    "apprentissage, cualificaci, formación profesional, reconocimiento de, reconocimiento mutuo, competencias, "
    "aptitudes, diplomas, aprendiz, título",
    19: "diaspora, development plan, entrepreneur, philanthrop, knowledge transfer, transnational communit, "
    "contributions of migrants, sustainable development, expatriate, development planning, plans de "
    "développement, transfert de connaissances, expatrié, développement durable, apport des migrants, planes de "
    "desarrollo, emprended, transferencia de conocimientos, desarrollo sostenible, expatriad, diáspora, co "
    "development, codéveloppement",
    20: "remittanc, money transfer, transfer cost, financial inclusion, financial literacy, bank account, bank., "
    "savings, mobile money, financial service, microfinance, envois de fonds, transferts de fonds, transferts "
    "d’argent, inclusion financière, éducation financière, services financiers, banque, épargne, compte bancaire, "
    "remesa, transferencias de dinero, envío de dinero, inclusión financiera, educación financiera, servicios "
    "financieros, cuenta bancaria, ahorro",
    21: "returnee, voluntary return, readmission, reintegrat, return and re, returning migrants, returned migrant, "
    "repatriat, return program, return home, retour volontaire, réadmission, réintégration, migrants de retour, "
    "rapatri, aide au retour, personnes de retour, retorno voluntario, retornad, readmisión, reintegración, "
    "repatria, regreso, retorno",
    22: "social security, social protection, pension, portab, earned benefit, social insurance, entitlement, "
    "totalization, sécurité sociale, protection sociale, retraite, assurance sociale, prestations sociales, "
    "droits acquis, seguridad social, protección social, jubilaci, prestaciones, seguro social, totalización",
    23: "global compact, international cooperation, partnership, consultative process, regional dialogue, capacity "
    "building, trust fund, joint programme, memorandum of understanding, network on migration, pacte mondial, "
    "coopération internationale, partenariat, processus consultatif, dialogue régional, fonds d’affectation, "
    "renforcement des capacités, pacto mundial, cooperación internacional, alianza, proceso consultivo, procesos "
    "consultivos, diálogo regional, fondo fiduciario, fortalecimiento de capacidades",
}
"""Beginnings of English, then French, then Spanish words; one that ends in a full stop is a whole word."""


def _beginnings(words: str) -> tuple[str, ...]:
    """Fold the beginnings of words; those that are whole words, written with a full stop, get a space behind."""
    parts = [part.strip() for part in words.split(",")]
    return tuple(dict.fromkeys(f"{fold(part)}{' ' if part.endswith('.') else ''}" for part in parts))


KEYWORDS: dict[int, tuple[str, ...]] = {number: _beginnings(words) for number, words in _WORDS.items()}
"""Per objective, how words or phrases of a folded text begin: ``remittanc`` stands for *remittance* and *remittances*,
``visa`` with a space behind it for this word alone. None has less than four characters."""
