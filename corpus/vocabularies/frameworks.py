"""The names that practices are described with: GCM objectives, guiding principles, SDGs, practice types.

Names are those of the Global Compact for Safe, Orderly and Regular Migration (A/RES/73/195) and of the 2030 Agenda.
"""

from __future__ import annotations

OBJECTIVES: dict[int, str] = dict(
    enumerate(
        (
            "Collect and utilize accurate and disaggregated data as a basis for evidence-based policies",
            "Minimize the adverse drivers and structural factors that compel people to leave their country of origin",
            "Provide accurate and timely information at all stages of migration",
            "Ensure that all migrants have proof of legal identity and adequate documentation",
            "Enhance availability and flexibility of pathways for regular migration",
            "Facilitate fair and ethical recruitment and safeguard conditions that ensure decent work",
            "Address and reduce vulnerabilities in migration",
            "Save lives and establish coordinated international efforts on missing migrants",
            "Strengthen the transnational response to smuggling of migrants",
            "Prevent, combat and eradicate trafficking in persons in the context of international migration",
            "Manage borders in an integrated, secure and coordinated manner",
            "Strengthen certainty and predictability in migration procedures for appropriate screening, assessment and "
            "referral",
            "Use migration detention only as a measure of last resort and work towards alternatives",
            "Enhance consular protection, assistance and cooperation throughout the migration cycle",
            "Provide access to basic services for migrants",
            "Empower migrants and societies to realize full inclusion and social cohesion",
            "Eliminate all forms of discrimination and promote evidence-based public discourse to shape perceptions of "
            "migration",
            "Invest in skills development and facilitate mutual recognition of skills, qualifications and competences",
            "Create conditions for migrants and diasporas to fully contribute to sustainable development in all "
            "countries",
            "Promote faster, safer and cheaper transfer of remittances and foster financial inclusion of migrants",
            "Cooperate in facilitating safe and dignified return and readmission, as well as sustainable reintegration",
            "Establish mechanisms for the portability of social security entitlements and earned benefits",
            "Strengthen international cooperation and global partnerships for safe, orderly and regular migration",
        ),
        start=1,
    )
)

PRINCIPLES: dict[int, str] = dict(
    enumerate(
        (
            "People-centred",
            "International cooperation",
            "National sovereignty",
            "Rule of law and due process",
            "Sustainable development",
            "Human rights",
            "Gender-responsive",
            "Child-sensitive",
            "Whole-of-government approach",
            "Whole-of-society approach",
        ),
        start=1,
    )
)

SDGS: dict[int, str] = dict(
    enumerate(
        (
            "No poverty",
            "Zero hunger",
            "Good health and well-being",
            "Quality education",
            "Gender equality",
            "Clean water and sanitation",
            "Affordable and clean energy",
            "Decent work and economic growth",
            "Industry, innovation and infrastructure",
            "Reduced inequalities",
            "Sustainable cities and communities",
            "Responsible consumption and production",
            "Climate action",
            "Life below water",
            "Life on land",
            "Peace, justice and strong institutions",
            "Partnerships for the goals",
        ),
        start=1,
    )
)

PRACTICE_TYPES = (
    "Strategy/framework",
    "Partnership/Multistakeholder initiative",
    "Project/Programme",
    "Law/Policy",
    "Campaign/Communication",
    "Educational/Training material or tool",
    "Service",
    "Other",
)
