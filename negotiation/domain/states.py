"""States and territories: their ISO 3166-1 alpha-3 codes, by the names and the other short forms that people write."""

from functools import cache

_TABLE = """
ABW Aruba;AFG Afghanistan;AGO Angola;AIA Anguilla;ALA Åland Islands|Aland Islands;ALB Albania;AND Andorra
ARE United Arab Emirates|UAE|Emirates;ARG Argentina;ARM Armenia;ASM American Samoa;ATA Antarctica
ATF French Southern Territories;ATG Antigua and Barbuda;AUS Australia;AUT Austria;AZE Azerbaijan;BDI Burundi
BEL Belgium;BEN Benin;BES Bonaire, Sint Eustatius and Saba;BFA Burkina Faso;BGD Bangladesh;BGR Bulgaria;BHR Bahrain
BHS Bahamas;BIH Bosnia and Herzegovina|Bosnia;BLM Saint Barthélemy;BLR Belarus;BLZ Belize;BMU Bermuda;BOL Bolivia
BRA Brazil;BRB Barbados;BRN Brunei Darussalam|Brunei;BTN Bhutan;BVT Bouvet Island;BWA Botswana
CAF Central African Republic;CAN Canada;CCK Cocos (Keeling) Islands|Cocos Islands;CHE Switzerland|SUI;CHL Chile
CHN China|PRC;CIV Côte d'Ivoire|Cote d'Ivoire|Ivory Coast;CMR Cameroon
COD Democratic Republic of the Congo|DRC|Congo-Kinshasa;COG Congo|Republic of the Congo|Congo-Brazzaville
COK Cook Islands;COL Colombia;COM Comoros;CPV Cabo Verde|Cape Verde;CRI Costa Rica;CUB Cuba;CUW Curaçao|Curacao
CXR Christmas Island;CYM Cayman Islands;CYP Cyprus;CZE Czechia|Czech Republic;DEU Germany|FRG;DJI Djibouti
DMA Dominica;DNK Denmark;DOM Dominican Republic;DZA Algeria;ECU Ecuador;EGY Egypt;ERI Eritrea;ESH Western Sahara
ESP Spain;EST Estonia;ETH Ethiopia;FIN Finland;FJI Fiji;FLK Falkland Islands|Malvinas;FRA France;FRO Faroe Islands
FSM Micronesia;GAB Gabon;GBR United Kingdom|UK|Great Britain|Britain;GEO Georgia;GGY Guernsey;GHA Ghana
GIB Gibraltar;GIN Guinea;GLP Guadeloupe;GMB Gambia;GNB Guinea-Bissau;GNQ Equatorial Guinea;GRC Greece;GRD Grenada
GRL Greenland;GTM Guatemala;GUF French Guiana;GUM Guam;GUY Guyana;HKG Hong Kong
HMD Heard Island and McDonald Islands;HND Honduras;HRV Croatia|CRO;HTI Haiti;HUN Hungary;IDN Indonesia
IMN Isle of Man;IND India;IOT British Indian Ocean Territory;IRL Ireland;IRN Iran;IRQ Iraq;ISL Iceland;ISR Israel
ITA Italy;JAM Jamaica;JEY Jersey;JOR Jordan;JPN Japan;KAZ Kazakhstan;KEN Kenya;KGZ Kyrgyzstan;KHM Cambodia
KIR Kiribati;KNA Saint Kitts and Nevis;KOR Republic of Korea|South Korea|ROK;KWT Kuwait;LAO Laos;LBN Lebanon
LBR Liberia;LBY Libya;LCA Saint Lucia;LIE Liechtenstein;LKA Sri Lanka;LSO Lesotho;LTU Lithuania;LUX Luxembourg
LVA Latvia;MAC Macao;MAF Saint Martin;MAR Morocco;MCO Monaco;MDA Moldova|Republic of Moldova;MDG Madagascar
MDV Maldives;MEX Mexico;MHL Marshall Islands;MKD North Macedonia;MLI Mali;MLT Malta;MMR Myanmar|Burma
MNE Montenegro;MNG Mongolia;MNP Northern Mariana Islands;MOZ Mozambique;MRT Mauritania;MSR Montserrat
MTQ Martinique;MUS Mauritius;MWI Malawi;MYS Malaysia;MYT Mayotte;NAM Namibia;NCL New Caledonia;NER Niger
NFK Norfolk Island;NGA Nigeria;NIC Nicaragua;NIU Niue;NLD Netherlands|Holland|NED;NOR Norway;NPL Nepal;NRU Nauru
NZL New Zealand;OMN Oman;PAK Pakistan;PAN Panama;PCN Pitcairn;PER Peru;PHL Philippines;PLW Palau
PNG Papua New Guinea;POL Poland;PRI Puerto Rico;PRK North Korea|DPRK;PRT Portugal;PRY Paraguay
PSE Palestine|State of Palestine;PYF French Polynesia;QAT Qatar;REU Réunion|Reunion;ROU Romania
RUS Russian Federation|Russia;RWA Rwanda;SAU Saudi Arabia|KSA;SDN Sudan;SEN Senegal;SGP Singapore
SGS South Georgia and the South Sandwich Islands;SHN Saint Helena, Ascension and Tristan da Cunha
SJM Svalbard and Jan Mayen;SLB Solomon Islands;SLE Sierra Leone;SLV El Salvador;SMR San Marino;SOM Somalia
SPM Saint Pierre and Miquelon;SRB Serbia;SSD South Sudan;STP Sao Tome and Principe;SUR Suriname;SVK Slovakia
SVN Slovenia;SWE Sweden;SWZ Eswatini|Swaziland;SXM Sint Maarten;SYC Seychelles;SYR Syria|Syrian Arab Republic
TCA Turks and Caicos Islands;TCD Chad;TGO Togo;THA Thailand;TJK Tajikistan;TKL Tokelau;TKM Turkmenistan
TLS Timor-Leste|East Timor;TON Tonga;TTO Trinidad and Tobago;TUN Tunisia;TUR Türkiye|Turkiye|Turkey;TUV Tuvalu
TWN Taiwan;TZA Tanzania;UGA Uganda;UKR Ukraine;UMI United States Minor Outlying Islands;URY Uruguay
USA United States of America|United States|US|America;UZB Uzbekistan;VAT Holy See|Vatican
VCT Saint Vincent and the Grenadines;VEN Venezuela;VGB British Virgin Islands;VIR United States Virgin Islands
VNM Viet Nam|Vietnam;VUT Vanuatu;WLF Wallis and Futuna;WSM Samoa;YEM Yemen;ZAF South Africa|RSA;ZMB Zambia
ZWE Zimbabwe
"""


@cache
def states() -> dict[str, tuple[str, ...]]:
    """Return the names of each state or territory by its code, the usual one first."""
    rows = (row.partition(" ") for line in _TABLE.split("\n") for row in line.split(";") if row)
    return {code: tuple(names.split("|")) for code, _, names in rows}


def codes_named(word: str) -> list[str]:
    """Return the codes of the states of a name: ``Iran`` is IRN."""
    folded = word.casefold().replace("-", " ")
    return [code for code, names in states().items() if folded in (name.casefold().replace("-", " ") for name in names)]


def codes_of(word: str) -> list[str]:
    """Return the codes that may be meant by a word that is none: of the state of that name, or of one that begins so.

    ``Iran`` is IRN, and ``JAP`` may be JPN; ``NIG`` may be NER or NGA.
    """
    named, known = codes_named(word), states()
    if named or word in known or len(word) != 3 or not word.isupper():
        return named
    begun = [code for code, names in known.items() if names[0].casefold().startswith(word.casefold())]
    return begun if len(begun) <= 2 else []
