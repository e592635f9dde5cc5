"""Questions and odd texts that encoders are compared on."""

from __future__ import annotations

QUESTIONS = """
migrant
remittances
visa
women
victims of trafficking
child protection at borders
How many migrants were trained in Niger?
Which practices reduce the cost of sending money home?
consular assistance for migrants in distress
alternatives to immigration detention for families
regularisation of undocumented workers
skills recognition between countries of origin and destination
a firewall between health services and immigration enforcement
What did the project in Bangladesh learn about returning workers?
climate displacement, planned relocation, Pacific islands
ethical recruitment without fees
search and rescue at sea
data disaggregated by sex and age
portable social security
mobile legal clinics for seasonal farm workers
Ghana's national coordination mechanism on migration (GNCM)
IOM, UNHCR, ILO and UNICEF
50% of 1,200 households
2018 2019 2020
¿Qué prácticas ayudan a las mujeres migrantes?
Comment protéger les enfants migrants non accompagnés ?
Wie werden Abschlüsse anerkannt?
Как помочь мигрантам вернуться домой?
كيف نحمي العمال المهاجرين؟
移民工人如何汇款回家
HOW MANY MIGRANTS
diaspora investment funds and bonds
orientation sessions before departure help workers know their rights abroad
language courses for newcomers in small towns
E-visa pilot
counter-trafficking hotline
xenophobia in the media
national referral mechanisms and the role of civil society
which networks of cities share what they learn?
are there practices that were evaluated by someone independent
""".strip().splitlines()
ODD = [
    "",
    " ",
    "...",
    "?",
    "x",
    "\u200b",
    "🚢",
    "🚢\0\ud800 odd characters",
    "a\n\nb\tc",
    "[SEP] [MASK] [CLS]",
    "unbelievability",
    "é" * 40,
    "a" * 120,
    "1290-'.",
    "C3PO & R2D2 <b>bold</b> https://example.org/?a=b",
]
