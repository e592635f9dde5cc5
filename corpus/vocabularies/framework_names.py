"""The names of :mod:`corpus.vocabularies.frameworks` as pages write them: in French and Spanish, and short.

Names of objectives are those of the resolution A/RES/73/195 in these languages; short ones are those of the website of
the United Nations Network on Migration.
"""

from __future__ import annotations

from corpus.vocabularies.frameworks import OBJECTIVES, PRINCIPLES, SDGS

_OBJECTIVES_FR = (
    "Collecter et utiliser des données précises et ventilées qui serviront à l’élaboration de politiques fondées "
    "sur la connaissance des faits",
    "Lutter contre les facteurs négatifs et les problèmes structurels qui poussent des personnes à quitter leur "
    "pays d’origine",
    "Fournir dans les meilleurs délais des informations exactes à toutes les étapes de la migration",
    "Munir tous les migrants d’une preuve d’identité légale et de papiers adéquats",
    "Faire en sorte que les filières de migration régulière soient accessibles et plus souples",
    "Favoriser des pratiques de recrutement justes et éthiques et assurer les conditions d’un travail décent",
    "S’attaquer aux facteurs de vulnérabilité liés aux migrations et les réduire",
    "Sauver des vies et mettre en place une action internationale coordonnée pour retrouver les migrants disparus",
    "Renforcer l’action transnationale face au trafic de migrants",
    "Prévenir, combattre et éliminer la traite de personnes dans le cadre des migrations internationales",
    "Gérer les frontières de manière intégrée, sûre et coordonnée",
    "Veiller à l’invariabilité et à la prévisibilité des procédures migratoires pour assurer des contrôles, des "
    "évaluations et une orientation appropriés",
    "Ne recourir au placement en rétention administrative des migrants qu’en dernier ressort et chercher des "
    "solutions de rechange",
    "Renforcer la protection, l’assistance et la coopération consulaires tout au long du cycle migratoire",
    "Assurer l’accès des migrants aux services de base",
    "Donner aux migrants et aux sociétés des moyens en faveur de la pleine intégration et de la cohésion sociale",
    "Éliminer toutes les formes de discrimination et encourager un débat public fondé sur l’analyse des faits "
    "afin de faire évoluer la manière dont les migrations sont perçues",
    "Investir dans le perfectionnement des compétences et faciliter la reconnaissance mutuelle des aptitudes, "
    "qualifications et compétences",
    "Créer les conditions permettant aux migrants et aux diasporas de contribuer pleinement au développement "
    "durable dans tous les pays",
    "Rendre les envois de fonds plus rapides, plus sûrs et moins coûteux et favoriser l’inclusion financière des "
    "migrants",
    "Coopérer en vue de faciliter le retour et la réadmission des migrants en toute sécurité et dignité, ainsi "
    "que leur réintégration durable",
    "Mettre en place des mécanismes de portabilité des droits de sécurité sociale et des avantages acquis",
    "Renforcer la coopération internationale et les partenariats mondiaux pour des migrations sûres, ordonnées et "
    "régulières",
)

_OBJECTIVES_ES = (
    "Recopilar y utilizar datos exactos y desglosados para formular políticas con base empírica",
    "Minimizar los factores adversos y estructurales que obligan a las personas a abandonar su país de origen",
    "Proporcionar información exacta y oportuna en todas las etapas de la migración",
    "Velar por que todos los migrantes tengan pruebas de su identidad jurídica y documentación adecuada",
    "Aumentar la disponibilidad y flexibilidad de las vías de migración regular",
    "Facilitar la contratación equitativa y ética y salvaguardar las condiciones que garantizan el trabajo decente",
    "Abordar y reducir las vulnerabilidades en la migración",
    "Salvar vidas y emprender iniciativas internacionales coordinadas sobre los migrantes desaparecidos",
    "Reforzar la respuesta transnacional al tráfico ilícito de migrantes",
    "Prevenir, combatir y erradicar la trata de personas en el contexto de la migración internacional",
    "Gestionar las fronteras de manera integrada, segura y coordinada",
    "Aumentar la certidumbre y previsibilidad de los procedimientos migratorios para la adecuada verificación de "
    "antecedentes, evaluación y derivación",
    "Utilizar la detención de migrantes solo como último recurso y buscar otras alternativas",
    "Mejorar la protección, asistencia y cooperación consulares a lo largo de todo el ciclo migratorio",
    "Proporcionar a los migrantes acceso a servicios básicos",
    "Empoderar a los migrantes y las sociedades para lograr la plena inclusión y la cohesión social",
    "Eliminar todas las formas de discriminación y promover un discurso público con base empírica para modificar "
    "las percepciones de la migración",
    "Invertir en el desarrollo de aptitudes y facilitar el reconocimiento mutuo de aptitudes, cualificaciones y "
    "competencias",
    "Crear las condiciones necesarias para que los migrantes y las diásporas puedan contribuir plenamente al "
    "desarrollo sostenible en todos los países",
    "Promover transferencias de remesas más rápidas, seguras y económicas y fomentar la inclusión financiera de "
    "los migrantes",
    "Colaborar para facilitar el regreso y la readmisión en condiciones de seguridad y dignidad, así como la "
    "reintegración sostenible",
    "Establecer mecanismos para la portabilidad de la seguridad social y las prestaciones adquiridas",
    "Fortalecer la cooperación internacional y las alianzas mundiales para la migración segura, ordenada y regular",
)

_OBJECTIVES_SHORT = (
    "Data",
    "Minimize adverse drivers",
    "Information provision",
    "Legal identity and documentation",
    "Regular pathways",
    "Recruitment and decent work",
    "Reduce vulnerabilities",
    "Save lives",
    "Counter smuggling",
    "Eradicate trafficking",
    "Manage borders",
    "Screening and referral",
    "Alternatives to detention",
    "Consular protection",
    "Access to basic services",
    "Inclusion and social cohesion",
    "Eliminate discrimination",
    "Skills development and recognition",
    "Migrant and diaspora contributions",
    "Remittances",
    "Dignified return and reintegration",
    "Social protection",
    "International cooperation",
)

_SDGS_FR = (
    "Pas de pauvreté",
    "Faim « zéro »",
    "Bonne santé et bien-être",
    "Éducation de qualité",
    "Égalité entre les sexes",
    "Eau propre et assainissement",
    "Énergie propre et d’un coût abordable",
    "Travail décent et croissance économique",
    "Industrie, innovation et infrastructure",
    "Inégalités réduites",
    "Villes et communautés durables",
    "Consommation et production responsables",
    "Mesures relatives à la lutte contre les changements climatiques",
    "Vie aquatique",
    "Vie terrestre",
    "Paix, justice et institutions efficaces",
    "Partenariats pour la réalisation des objectifs",
)

_SDGS_ES = (
    "Fin de la pobreza",
    "Hambre cero",
    "Buena salud y bienestar",
    "Educación de calidad",
    "Igualdad de género",
    "Agua limpia y saneamiento",
    "Energía asequible y no contaminante",
    "Trabajo decente y crecimiento económico",
    "Industria, innovación e infraestructuras",
    "Reducción de las desigualdades",
    "Ciudades y comunidades sostenibles",
    "Producción y consumo responsables",
    "Acción por el clima",
    "Vida submarina",
    "Vida de ecosistemas terrestres",
    "Paz, justicia e instituciones sólidas",
    "Alianzas para lograr los objetivos",
)

_PRINCIPLES_OTHER = (
    "People centred|People-centered|Priorité à la dimension humaine|Primauté de la personne|Centré sur les personnes|"
    "Centrarse en las personas|Centrado en las personas",
    "Coopération internationale|Cooperación internacional",
    "Souveraineté nationale|Soberanía nacional",
    "Rule of law|Due process|Primauté du droit et garanties d'une procédure régulière|État de droit|Primauté du droit|"
    "Estado de derecho y garantías procesales|Estado de derecho",
    "Développement durable|Desarrollo sostenible",
    "Human rights-based|Human rights based|Droits de l'homme|Droits humains|Derechos humanos|"
    "Approche fondée sur les droits de l'homme|Enfoque basado en los derechos humanos",
    "Gender responsive|Gender-responsiveness|Sensible au genre|Prise en compte de la problématique femmes-hommes|"
    "Approche soucieuse de la problématique femmes-hommes|Perspectiva de género|Enfoque con perspectiva de género",
    "Child sensitive|Adaptation aux besoins de l'enfant|Adapté aux besoins de l'enfant|"
    "Approche adaptée aux besoins des enfants|Perspectiva infantil|Enfoque con perspectiva infantil",
    "Whole-of-government|Approche pangouvernementale|Approche mobilisant l'ensemble des pouvoirs publics|"
    "Pangouvernementale|Enfoque pangubernamental|Pangubernamental",
    "Whole-of-society|Approche pansociétale|Approche mobilisant l'ensemble de la société|Pansociétale|"
    "Enfoque pansocial|Pansocial",
)

_SDGS_OTHER = {
    2: "Faim zéro",
    3: "Good health|Good health and wellbeing",
    8: "Decent work",
    9: "Industry, innovation, infrastructure|Industria, innovación e infraestructura",
    10: "Reduced inequality|Reducción de desigualdades",
    13: "Lutte contre les changements climatiques",
    16: "Peace and justice strong institutions|Peace, justice, and strong institutions",
    17: "Partnership for the goals|Partenariats pour les objectifs",
}

OBJECTIVE_NAMES = {
    number: (name, _OBJECTIVES_FR[number - 1], _OBJECTIVES_ES[number - 1], _OBJECTIVES_SHORT[number - 1])
    for number, name in OBJECTIVES.items()
}
"""The names that pages give the objectives of the Global Compact."""

PRINCIPLE_NAMES = {
    number: (name, *_PRINCIPLES_OTHER[number - 1].split("|"), f"{name} approach") for number, name in PRINCIPLES.items()
}
"""The names that pages give its guiding principles."""

SDG_NAMES = {
    number: (name, _SDGS_FR[number - 1], _SDGS_ES[number - 1], *_SDGS_OTHER.get(number, name).split("|"))
    for number, name in SDGS.items()
}
"""The names that pages give the Sustainable Development Goals."""

TYPE_NAMES = {
    "Strategy/framework": "Strategy|Framework|Strategy or framework|Stratégie/cadre|Stratégie|Cadre|Estrategia/marco|"
    "Estrategia|Marco",
    "Partnership/Multistakeholder initiative": "Partnership|Multistakeholder initiative|Multi-stakeholder initiative|"
    "Partnership/Multi-stakeholder initiative|Partenariat/Initiative multipartite|Partenariat|"
    "Initiative multipartite|Alianza/Iniciativa de múltiples partes interesadas|Alianza|"
    "Iniciativa de múltiples partes interesadas",
    "Project/Programme": "Project|Programme|Program|Project/Program|Projet/Programme|Projet|Proyecto/Programa|Proyecto|"
    "Programa",
    "Law/Policy": "Law|Policy|Law or policy|Legislation|Loi/Politique|Loi|Politique|Ley/Política|Ley|Política",
    "Campaign/Communication": "Campaign|Communication|Campagne/Communication|Campagne|Campaña/Comunicación|Campaña|"
    "Comunicación",
    "Educational/Training material or tool": "Educational material|Training material|Training tool|"
    "Educational/Training material|Matériel ou outil éducatif/de formation|Matériel ou outil pédagogique/de formation|"
    "Material o herramienta educativa/de capacitación|Material o herramienta educativa/de formación",
    "Service": "Services|Servicio|Servicios",
    "Other": "Autre|Otro|Otra|Otros",
}
"""The names that pages give the types of practice."""
