"""Words that carry no meaning of their own, above all those that questions are made of.

Where tantivy has a list (Snowball's: Spanish, French, Russian) these come on top of it. Spanish and French words stand
without accents, since a text is looked at without them.
"""

from __future__ import annotations

FUNCTION_WORDS = {
    "ar": (
        "ما ماذا من متى أين كيف كم هل لماذا لما أي أية هو هي هم هما الذي التي الذين اللذين اللواتي في على إلى عن "
        "مع أن إن كان كانت كانوا هذا هذه هؤلاء ذلك تلك أو ثم قد لم لن لا كل بين عند عندما حيث منذ خلال بعد قبل تم "
        "يتم يكون تكون ليس ليست كما به بها له لها لهم فيه فيها منه منها عليه عليها بأن بما مما أيضا و"
    ).split(),
    "en": (
        "a about above after again all also am an and any are as at be because been before being below between "
        "both but by can could did do does doing down during each few for from further had has have having he her "
        "here hers him his how i if in into is it its itself just many may me might more most much must my no nor not "
        "of off on once only or other our out over own same shall she should so some such than that the their them "
        "then there these they this those through to too under until up upon us very was we were what when where which "
        "while who whom whose why will with would you your"
    ).split(),
    "es": (
        "asi como cada cual cuales cuando cuanta cuantas cuanto cuantos donde el ella ellas ellos es esa ese eso "
        "esta estaba estan estas fue fueron ha han hay mas mi mis por porque pueda puede pueden que quien quienes "
        "se segun ser si sido sin sobre son tambien tu una unas uno unos"
    ).split(),
    "fr": (
        "a ainsi aussi avoir ca ce cela ces cet cette chacun chaque combien comme comment donc dont entre est "
        "etaient etait etant ete etre eux font il ils la laquelle lequel les lesquelles lesquels leurs meme memes "
        "ni ont ou parmi pendant peut peuvent plus pourquoi quand que quel quelle quelles quels qui quoi sans si "
        "sont sous tres un une vers y"
    ).split(),
    "ru": (
        "где зачем каков какова каковы каким какими каких какого какое какой каком какую какая какие кем когда "
        "которая которого которое которой которую котором которые который которых которым которыми кто куда откуда "
        "почему сколько такое чей чем чему что чья чье чьи это является являются"
    ).split(),
    "zh": (
        "的 了 吧 是 在 和 与 有 多少 几个 怎样 如何 为何 何时 何种 是否 有多 可以 以及 关于 这个 那个 他们 我们"
    ).split(),
}
"""By language; Chinese in pairs of characters, as it is indexed."""
