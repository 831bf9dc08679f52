"""Lexicon: the set phrases of the cues, in seven languages, parted by |.

French, English, German, Spanish, Italian, Dutch, Portuguese; an apostrophe stands for both kinds of
it. They are what sites of any country say: the name of a site, or of anybody's rubric, has no place
here. Longer phrases win over shorter ones, so their order means nothing.
"""

from __future__ import annotations

COMMENTS = """
commentaire | commentaires | compléments d'info | laisser un commentaire | laissez un commentaire |
laisser une réponse | ajouter un commentaire | poster un commentaire | publier un commentaire |
écrire un commentaire | votre commentaire | vos commentaires | vos réactions | réactions |
réagir | réagissez | réagir à cet article | donnez votre avis | les commentaires |
aucun commentaire | pas de commentaire | soyez le premier à commenter |
soyez le premier à réagir | comments | comment | leave a reply | leave a comment |
leave a response | add a comment | add your comment | post a comment | write a comment |
write a reply | no comments | one comment | view comments | show comments |
join the conversation | join the discussion | responses to | response to | reply on | replies to |
thoughts on | thought on | comments are closed | discussion | kommentar | kommentare |
kommentieren | kommentar schreiben | kommentar verfassen | kommentar hinterlassen |
kommentar abgeben | schreibe einen kommentar | schreib einen kommentar |
hinterlasse einen kommentar | hinterlassen sie einen kommentar | deine meinung | ihre meinung |
leserkommentare | leserbriefe | antworten auf | antwort hinterlassen | diskutieren sie mit |
keine kommentare | comentarios | comentario | deja un comentario | dejar un comentario |
deja una respuesta | escribe un comentario | commenti | commento | lascia un commento |
scrivi un commento | reacties | reactie | geef een reactie | plaats een reactie |
laat een reactie achter | reageer | comentários | deixe um comentário | deixe o seu comentário |
deixe uma resposta | comente
"""

COMMENT_FORM = """
ne sera pas publiée | champs obligatoires sont indiqués | annuler la réponse |
données de vos commentaires | will not be published | required fields are marked | cancel reply |
how your comment data is processed | wird nicht veröffentlicht | erforderliche felder sind |
pflichtfelder sind | antwort abbrechen | trage deine daten unten ein |
kommentardaten verarbeitet | no será publicada | campos obligatorios están marcados |
cancelar la respuesta | non sarà pubblicato | i campi obbligatori sono contrassegnati |
annulla risposta | wordt niet gepubliceerd | vereiste velden zijn gemarkeerd | reactie annuleren |
não será publicado | campos obrigatórios são marcados | cancelar resposta |
être connecté pour publier un commentaire | connecter pour commenter | must be logged in to post |
log in to comment | um einen kommentar abzugeben | um kommentieren zu können |
kommentare werden moderiert | commentaires sont fermés | kommentarfunktion ist
"""

REPLY = """
répondre | répondre à | reply | reply to | antworten | antwort | responder | rispondi |
beantwoorden | reageren | signaler | signaler un abus | signaler ce commentaire | report |
report abuse | melden | citer | zitieren | quote | j'aime | permalink | permalien
"""

RELATED = """
lire aussi | à lire aussi | a lire aussi | lire également | à lire également | a lire également |
lisez aussi | à lire | a lire | à relire | lire la suite | voir aussi | à voir aussi |
voir en ligne |
voir également | à écouter | à découvrir | découvrez aussi | découvrir aussi | sur le même sujet |
sur le même thème | dans la même rubrique | dans la même catégorie | dans la même série |
du même auteur | articles similaires | articles liés | articles connexes | articles associés |
articles recommandés | articles récents | articles les plus lus | autres articles |
nos derniers articles | derniers articles | les derniers articles | dernières actualités |
dernières actus | dernières infos | dernières news | dernières nouvelles | les plus lus |
les plus lues | les + lus | le plus lu | les plus populaires | les plus commentés |
le plus partagé | vous aimerez aussi | vous aimerez peut-être | vous pourriez aimer |
vous pourriez également | cela peut vous intéresser | ça peut vous intéresser |
ceci pourrait vous intéresser | ces articles peuvent vous intéresser | pour aller plus loin |
pour en savoir plus | en savoir plus | à la une | en ce moment | en continu |
l'actualité en continu | la sélection | notre sélection | nos recommandations | le récap | récap |
sommaire | plus d'articles | + d'articles | tous les articles | à ne pas manquer |
ne manquez pas | et aussi | suggestions | contenus sponsorisés | ailleurs sur le web |
sur le web | mehr lesen | mehr zum thema | mehr dazu | mehr zu | mehr aus | mehr von |
mehr artikel | lesen sie auch | lesen sie mehr | lesen sie hier | lesen sie dazu | lies auch |
lies mehr | auch interessant | auch lesenswert | auch spannend | das könnte sie auch |
das könnte dich auch | das könnte ihnen auch | siehe auch | weitere artikel | weitere beiträge |
weitere meldungen | weitere themen | weitere nachrichten | weitere news |
weitere informationen zum thema | weiterlesen | weiterführende links | ähnliche beiträge |
ähnliche artikel | verwandte artikel | verwandte beiträge | verwandte themen | neueste beiträge |
neueste artikel | aktuelle beiträge | aktuelle artikel | aktuelle meldungen | letzte beiträge |
die neuesten beiträge | meistgelesen | meistgelesene artikel | am meisten gelesen | beliebteste |
beliebte beiträge | beliebte artikel | zum thema | passend zum thema | empfehlungen |
empfohlene artikel | unsere empfehlung | aus dem archiv | top-themen | read also |
read more | read next | also read | also on | see also | related | related posts |
related articles | related stories | related content | related topics | related links |
related news | related coverage | related items | more from | more on this | more on | more in |
more stories | more news | more articles | you may also like | you might also like |
you may like | you might be interested | recommended | recommended for you | recommended stories |
most read | most popular | most viewed | most shared | popular posts | popular articles |
popular now | trending | trending now | latest news | latest posts | latest stories |
latest articles | latest from | recent posts | recent articles | recent stories |
recent comments | don't miss | up next | what to read next | top stories | editor's picks |
editors' picks | further reading | from the web | around the web | sponsored links | lee también |
lea también | lee además | te puede interesar | también te puede interesar |
noticias relacionadas | artículos relacionados | contenido relacionado | más leídas | más leídos |
lo más leído | lo más visto | más noticias | más información | más sobre | últimas noticias |
leggi anche | leggi pure | ti potrebbe interessare | potrebbe interessarti |
potrebbero interessarti | articoli correlati | articoli recenti | articoli simili |
notizie correlate | i più letti | più letti | le più lette | per saperne di più |
per approfondire | altri articoli | ultimi articoli | ultime notizie | ultime news | lees ook |
lees meer | lees verder | zie ook | gerelateerd | gerelateerde artikelen |
gerelateerde berichten | meer over | meest gelezen | aanbevolen | recente berichten |
laatste nieuws | leia também | leia mais | leia ainda | saiba mais | veja também | veja mais |
mais lidas | mais lidos | as mais lidas | notícias relacionadas | artigos relacionados |
conteúdo relacionado | últimas notícias | continue lendo | posts recentes
"""

SHARE = """
partager | partagez | partager sur | partager cet article | facebook | twitter | x | bluesky |
mastodon | threads | google | google+ | googleplus | linkedin | pinterest | whatsapp | telegram |
instagram | youtube | tumblr | reddit | flickr | xing | pocket | viber | messenger | snapchat |
tiktok | email | e-mail | mail | courriel | rss | flux rss | imprimer | envoyer |
envoyer par mail | envoyer par e-mail | copier le lien | share | share this | tweet | print |
pin it | teilen | merken | mailen | drucken | twittern | compartir | imprimir | condividi |
stampa | delen | compartilhar | sms | fb | tw | flipboard | like | 0
"""

SHARE_VERBS = """
partager sur | partager cet | partager l'article | partager via | partagez | share on |
share this | share via | share the | share with | share your | share to | click to share |
cliquez pour partager | klick, um | klicken, um | klicke, um | teilen sie | teile das |
teile diesen | teilen auf | teilen mit | diesen artikel teilen | artikel teilen | beitrag teilen |
auf facebook | auf twitter | sur facebook | sur twitter | on facebook | on twitter | suivre |
suivez | suivez-nous | suivre sur | follow | follow us | folgen sie | folge uns | síguenos |
seguici | volg ons | siga-nos | compartir en | condividi su | compartilhar no | gefällt mir |
like this | j'aime ça | sharen mit | liken | bewerten | tweets de | tweets by | tweets von |
email this | print this | print friendly | envoyer à un ami | version imprimable | version pdf |
imprimer cet | druckversion | artikel drucken | seite drucken | merken | hinzufügen zu | save |
sauvegarder
"""

SUBSCRIBE = """
newsletter | newsletters | la newsletter | notre newsletter | recevoir la newsletter | recevez |
inscrivez-vous | inscription à la newsletter | abonnez-vous | s'abonner | je m'abonne |
m'abonner | déjà abonné | abonné | réservé aux abonnés | article réservé |
cet article est réservé | soutenez | soutenez-nous | faites un don |
créer un compte | mon compte | se connecter | connexion | connectez-vous | identifiez-vous |
inscription | votre email | votre e-mail | votre adresse | subscribe | sign up | sign in |
log in | login | register | create an account | get our newsletter | get the newsletter |
enter your email | your email | already a subscriber | become a member | donate | support us |
support our | abonnieren | jetzt abonnieren | abo | newsletter abonnieren | newsletter bestellen |
zum newsletter | unser newsletter | anmelden | registrieren | einloggen | jetzt registrieren |
melden sie sich | jetzt anmelden | unterstützen sie | spenden | suscríbete | suscribirse |
suscríbase | regístrate | iniciar sesión | inicia sesión | iscriviti | iscriviti alla | abbonati |
accedi | registrati | abonneer | schrijf je in | meld je aan | inloggen | word lid | assine |
assine a | inscreva-se | cadastre-se | receba | digite seu | entrar
"""

SUBSCRIBE_FORM = """
recevez gratuitement | inscrivez-vous à la newsletter |
inscrivez-vous à notre | abonnez-vous à la newsletter | abonnez-vous à notre |
directement dans votre boîte mail | sign up for our |
sign up to our | subscribe to our | subscribe to the newsletter | delivered to your inbox |
abonnieren sie unseren | unseren newsletter | suscríbete a nuestra | suscríbete a nuestro |
iscriviti alla newsletter | iscriviti alla nostra | onze nieuwsbrief | assine a nossa newsletter |
assine nossa newsletter | vous connecter pour
"""

LEGAL = """
mentions légales | mentions legales | infos légales | politique de confidentialité |
données personnelles | gestion des cookies | cgu | cgv | conditions générales | plan du site |
tous droits réservés | nous contacter | contactez-nous | qui sommes-nous | à propos | a propos |
legal notice | privacy policy | privacy | terms of use | terms of service | terms and conditions |
cookie policy | all rights reserved | contact us | about us | advertise | sitemap | powered by |
impressum | datenschutz | datenschutzerklärung | haftungsausschluss | nutzungsbedingungen | agb |
alle rechte vorbehalten | kontakt | über uns | aviso legal | política de privacidad |
política de cookies | todos los derechos reservados | contacto | note legali |
informativa sulla privacy | tutti i diritti riservati | riproduzione riservata | contatti |
chi siamo | alle rechten voorbehouden | privacybeleid | gebruiksvoorwaarden | over ons |
política de privacidade | termos de uso | todos os direitos reservados | fale conosco |
quem somos | creative commons license
"""

COOKIES = """
utilise des cookies | utilisons des cookies | utilisation de cookies | utilisation des cookies |
accepter les cookies | accepter et fermer | uses cookies | use cookies | use of cookies |
accept cookies | cookie policy | cookie settings | verwendet cookies | verwenden cookies |
verwendung von cookies | cookie-richtlinie | nutzt cookies | nutzen cookies | utiliza cookies |
utilizamos cookies | uso de cookies | utilizza cookie | utilizza i cookie | utilizziamo i cookie |
uso dei cookie | gebruikt cookies | gebruik van cookies | usa cookies | usamos cookies |
tous droits réservés | all rights reserved | alle rechte vorbehalten |
todos los derechos reservados | tutti i diritti riservati | riproduzione riservata |
alle rechten voorbehouden | todos os direitos reservados | einige rechte vorbehalten |
some rights reserved | proudly powered by | powered by wordpress | utilise akismet |
uses akismet | verwendet akismet | enable javascript | activer javascript |
aktivieren sie javascript | javascript aktivieren
"""

TAGS = """
tags | tag | mots-clés | mots clés | mot-clé | étiquettes | thèmes | thématiques | rubriques |
rubrique | catégories | catégorie | classé dans | publié dans | autour de | à propos de | sujets |
topics | labels | keywords | categories | category | filed under | filed in | posted in | tagged |
tagged with | schlagworte | schlagwörter | schlagwort | stichworte | stichwörter | themen |
thema | kategorie | kategorien | rubriken | abgelegt unter | eingeordnet unter |
veröffentlicht in | veröffentlicht unter | getaggt mit | verschlagwortet mit | etiquetas | temas |
categorías | archivado en | argomenti | categorie | categoria | etichette | trefwoorden |
onderwerpen | categorieën | assuntos | categorias
"""

ADVERTISEMENT = """
publicité | publicités | la suite après cette publicité | la suite après la publicité | annonce |
sponsorisé | contenu sponsorisé | partenariat | advertisement | advertisements | advertising |
sponsored | sponsored content | story continues below | article continues below |
continue reading below | anzeige | anzeigen | werbung | publicidad | pubblicità | advertentie |
advertenties | publicidade | continua depois da publicidade
"""

AUTHOR = """
à propos de l'auteur | a propos de l'auteur | l'auteur | about the author | about author |
about the writer | author bio | über den autor | über die autorin | zum autor | zur person |
der autor | die autorin | veröffentlicht von | alle beiträge von | zeige alle beiträge |
alle artikel von | view all posts | voir tous les articles | afficher tous les articles |
tous les articles de | sobre el autor | acerca del autor | sull'autore | l'autore |
informazioni sull'autore | over de auteur | sobre o autor | geschrieben von | übersetzt von |
übersetzt ins
"""

NOTICE = """
temps de lecture | lecture | écouter l'article | écouter cet article | lecture zen |
vidéo suivante | agrandir l'image | voir la bio | voir sa bio | voir le profil |
voir les archives | reading time | min read | minutes read | listen to this article |
estimated reading | lesezeit | lesedauer | artikel anhören | vorlesen | tiempo de lectura |
tempo di lettura | leestijd | tempo de leitura | mis à jour | mise à jour le |
dernière mise à jour | article mis à jour | last updated | last modified | updated on |
zuletzt aktualisiert | aktualisiert am | ultima modifica | ultimo aggiornamento |
última actualización | última atualização | laatst bijgewerkt
"""

CREDIT = """
photo | photos | crédit | crédits | crédit photo | crédits photo | crédits photos | image |
image d'illustration | image illustrative | illustration | photo d'illustration | légende |
source image | picture | credit | credits | photo credit | image credit | photograph | photo by |
image by | image source | featured image | foto | fotos | bild | bilder | bildquelle |
bildnachweis | titelbild | symbolbild | grafik | beitragsbild | imagen | crédito | créditos |
immagine | fonte foto | copertina | beeld | fotografie | imagem | foto de capa | logo
"""

PICTURE_AGENCIES = """
afp | afp photo | reuters | getty images | getty | shutterstock | unsplash | istock |
istockphoto | pixabay | pexels | fotolia | adobe stock | sipa | abaca | abacapress | maxppp |
bestimage | epa | ap | ap photo | dpa | imago | picture alliance | picture-alliance | ansa | efe |
anp | lusa | wikimedia commons | wikimedia | wikipedia | wikicommons | flickr | depositphotos |
dr | cc by | cc by-sa | cc-by | cc-by-sa | cc0
"""

NAVIGATION = """
menu | menü | navigation | aller au contenu | aller au contenu principal | aller à la navigation |
aller au menu | contenu principal | accueil | vous êtes ici | recherche | rechercher | fermer |
précédent | suivant | article précédent | article suivant | page précédente | page suivante |
retour | retour à l'accueil | retour en haut | haut de page | voir plus | voir tout | plus |
afficher plus | skip to content | skip to main content | skip to the content |
skip to navigation | main menu | home | search | close | previous | next | previous post |
next post | previous article | next article | post navigation | back to top | to the top | top |
you are here | back | more | show more | view all | see all | zum inhalt springen |
zum hauptinhalt springen | zur navigation springen | startseite | suche | suchen | schließen |
zurück | weiter | vorheriger | nächster | vorheriger beitrag | nächster beitrag |
vorheriger artikel | nächster artikel | beitragsnavigation | beitrags-navigation |
artikel-navigation | nach oben | sie befinden sich hier | sie sind hier | mehr | alle anzeigen |
mehr anzeigen | saltar al contenido | ir al contenido | inicio | buscar | cerrar | anterior |
siguiente | vai al contenuto | cerca | chiudi | precedente | successivo | ga naar de inhoud |
zoeken | sluiten | vorige | volgende | ir para o conteúdo | pular para o conteúdo | início |
fechar | próximo | seguinte
"""

PUBLISHED = """
publié le | publiée le | publié | mis en ligne | mise en ligne | posté le | paru le | parution |
rédigé le | écrit le | date de publication | published | published on | posted | posted on |
post date | first published | publication date | veröffentlicht am | veröffentlicht |
erschienen am | erstellt am | gepostet am | geschrieben am | eingestellt am |
publicado | publicado el | publicado em | publicada | postado em | pubblicato | pubblicato il |
pubblicata | scritto il | data di pubblicazione | gepubliceerd | gepubliceerd op | geplaatst |
geplaatst op | fecha de publicación | criado em
"""

UPDATED = """
mis à jour | mise à jour | màj | maj | modifié | modifiée | actualisé | dernière modification |
dernière mise à jour | updated | last updated | last modified | modified | edited | corrected |
aktualisiert | zuletzt aktualisiert | zuletzt geändert | geändert | bearbeitet |
letzte aktualisierung | actualizado | actualizada | última actualización | modificado |
aggiornato | aggiornata | ultima modifica | ultimo aggiornamento | modificato | bijgewerkt |
laatst bijgewerkt | gewijzigd | atualizado | atualizada | última atualização | última modificação
"""

BACK = """
retour à | retour au | retour aux | back to | zurück zu | zurück zur | zurück zum | volver a |
torna a | torna alla | terug naar | voltar para
"""
