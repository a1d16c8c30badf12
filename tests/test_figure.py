"""Figures: a table of sentences with every figure they hold, and what always holds."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writethru.extract.figure import figures
from writethru.extract.guard import masks
from writethru.extract.number import lex, numeral, read
from writethru.extract.unit import singular
from writethru.model import Figure

# A sentence, then its figures: words | value | unit | what is counted or measured | modality, part, times.
# Values: 5, ~5, >5, >=5, <5, <=5, 3..5. A sentence without lines under it holds no figure.
CASES = """
At least 12 people were killed and 30 others wounded when a missile struck the market, officials said.
  At least 12 | >=12 | people | people killed
  30 | 30 | people | people wounded
The builder says “fewer than 5,000” people are affected.
  fewer than 5,000 | <5000 | people | people
A student of 19 died at the hospital.
  19 | 19 | year of age | student
The death toll rose to 45 on Tuesday, up from 27 a day earlier.
  45 | 45 | death | death toll
  27 | 27 | death | death toll
The death toll from the quake climbed from 1,200 to 1,450.
  1,200 | 1200 | death | death toll
  1,450 | 1450 | death | death toll
Rescuers lowered the number of missing climbers from nine to seven.
  nine | 9 | missing climber | missing climbers
  seven | 7 | missing climber | missing climbers
Police made 22 arrests. It is now 41, and nine officers have been hurt.
  22 | 22 | arrest | arrests
  41 | 41 |  |
  nine | 9 | officer | officers hurt
Nordmere has pledged Karvelia 200 Kestrels.
  200 | 200 | kestrel | Kestrels | planned
Of the seven people who died, four worked for a contractor.
  seven | 7 | people | people
  four | 4 |  | seven people
Eight or more of them were built in Nordmere.
  Eight or more | >=8 |  |  | part
The attack set fire to a depot, killing four people and injuring 19.
  four | 4 | people | people
  19 | 19 | people | people injured
There were nine on the night shift.
  nine | 9 |  |
Six of the wounded needed treatment.
  Six | 6 | people | people wounded
Five more have come out.
  Five | 5 |  |
Nine more are off the board, making it twelve.
  Nine | 9 |  |
  twelve | 12 |  |
They were taken to hospital, three with severe burns.
  three | 3 |  |
07:30 Overnight 112 mutineers laid down their rifles.
  112 | 112 | mutineer | mutineers
The storming took about a minute and a half.
  about a minute and a half | ~1.5 | minute |
Six in ten of you stayed away.
  Six in ten | 0.6 | % people |
The county has had 410 of this season's cases.
  410 | 410 | case | cases
She gave it another thought, more or less.
A barman said he had served Vance eight glasses of wine.
  eight | 8 | glass | glasses of wine
Donations stand at $12 million, up from $7.5 million a day earlier.
  $12 million | 12000000 | dollar | Donations
  $7.5 million | 7500000 | dollar | Donations
A strike killed five and injured a dozen more in the port city.
  five | 5 | people | people killed
  a dozen | 12 | people | people injured
The blast left 3 dead and 17 missing.
  3 | 3 | people | people dead
  17 | 17 | people | people missing
About 2,500 people have been evacuated from three villages.
  About 2,500 | ~2500 | people | people evacuated
  three | 3 | village | villages
More than 40,000 Palestinians have been killed, including 16,000 children, the ministry said.
  More than 40,000 | >40000 | palestinian | Palestinians killed
  16,000 | 16000 | child | children | part
The army denied that 200 soldiers had surrendered.
  200 | 200 | soldier | soldiers | denied
The ministry did not send 5,000 troops, a spokesman said.
  5,000 | 5000 | troop | troops | denied
Officials estimate that up to 300 houses were destroyed.
  up to 300 | <=300 | house | houses destroyed | estimated
The government will send $3.5 million in aid and 40 tonnes of rice.
  $3.5 million | 3500000 | dollar | aid | planned
  40 tonnes | 40 | tonne | rice | planned
The United Nations said 1.2 million people are displaced, 60% of them children.
  1.2 million | 1200000 | people | people displaced
  60% | 60 | percentage | children | part
Poland plans to buy 96 Apache helicopters worth about $12 billion.
  96 | 96 | apache helicopter | Apache helicopters | planned
  about $12 billion | ~12000000000 | dollar | Apache helicopters | planned
A raid set fire to a depot, killing 12 people.
  12 | 12 | people | people
Between 3 and 5 soldiers died.
  3 and 5 | 3..5 | soldier | soldiers
Hundreds of Russian soldiers fled; dozens were captured.
  Hundreds | 100..1000 | soldier | Russian soldiers
  dozens | 24..100 | people | people captured
Tens of thousands of protesters took to the streets.
  Tens of thousands | 10000..100000 | protester | protesters
An estimated 700 North Korean workers are in Vladivostok.
  An estimated 700 | ~700 | worker | North Korean workers | estimated
A 57-year-old woman and her two sons were among the dead.
  57-year-old | 57 | year of age | woman
  two | 2 | son | sons
The 82nd Airborne sent 4,000 troops in February 2022.
  4,000 | 4000 | troop | troops
Flight 370 vanished with 239 people on board.
  239 | 239 | people | people
World War II ended in 1945.
The F-16 jets will be delivered in 2025.
Ukraine received 14 Leopard 2 tanks and 31 Abrams tanks.
  14 | 14 | leopard 2 tank | Leopard 2 tanks
  31 | 31 | abrams tank | Abrams tanks
The team won 3-2 in front of 41,000 fans.
  41,000 | 41000 | fan | fans
Call +44 20 7946 0958 or see https://example.org/2024/10/12000.
Russia lost 3,000 to 4,000 men a month.
  3,000 to 4,000 | 3000..4000 | man per month | men
Ukraine's losses are three times higher than Kyiv admits.
  three times | 3 | count | Ukraine's losses | times
The budget doubled to 5 billion euros.
  doubled | 2 | count | budget | times
  5 billion euros | 5000000000 | euro | budget
The central bank raised rates by 25 basis points to 4.5%.
  25 basis points | 25 | basis point | rates
  4.5% | 4.5 | percentage | central bank
He was sentenced to 12 years in prison and fined £10,000.
  12 years | 12 | year |
  £10,000 | 10000 | pound sterling |
No casualties were reported.
No fewer than 17 drones were shot down overnight, 9 of them over Kyiv region.
  No fewer than 17 | >=17 | drone | drones
  9 | 9 | drone | drones | part
Russia launched 120 missiles and 90 drones; air defences downed 144 of 210 targets.
  120 | 120 | missile | missiles
  90 | 90 | drone | drones
  144 | 144 | target | targets | part
  210 | 210 | target | targets
Analysts believe as many as 9,000 troops, including 400 officers, could be deployed by December.
  as many as 9,000 | <=9000 | troop | troops | possible
  400 | 400 | officer | officers | possible part
Norland may have sent 2,200 special forces troops.
  2,200 | 2200 | special forces troop | special forces troops | possible
The convoy of 30 trucks carried 500 tons of flour.
  30 | 30 | truck | trucks
  500 tons | 500 | ton | flour
The 7.8-magnitude quake struck at 4:17 a.m.
  7.8 | 7.8 | magnitude | magnitude quake
Temperatures fell to minus 12 degrees Celsius.
  minus 12 degrees Celsius | -12 | celsius | Temperatures
Gaza Strip: 14 killed in overnight raids, 2 of them medics.
  14 | 14 | people | people killed
  2 | 2 | people | people killed | part
One soldier was killed and two were wounded.
  One | 1 | soldier | soldier killed
  two | 2 | people | people wounded
One in five families lost a home.
  One in five | 0.2 | % family | families
Half of the population has fled, and two-thirds of schools are closed.
  Half | 0.5 | % population | population
  two-thirds | 0.666666666667 | % school | schools
The fund pledged €50m, £20bn, ¥3 trillion and Rs 500 crore.
  €50m | 50000000 | euro | fund | planned
  £20bn | 20000000000 | pound sterling | fund | planned
  ¥3 trillion | 3e+12 | japanese yen | fund | planned
  Rs 500 crore | 5000000000 | indian rupee | fund | planned
US lawmakers approved a $61 billion aid package.
  $61 billion | 61000000000 | dollar | aid package
The company cut 1,500 jobs, or 8% of its workforce.
  1,500 | 1500 | job | jobs
  8% | 8 | percentage | workforce
Shares in the bank fell 3.2% to 1,245 pence.
  3.2% | 3.2 | percentage | Shares in the bank
  1,245 pence | 1245 | penny | Shares in the bank
Police arrested 14 people, among them three minors.
  14 | 14 | people | people
  three | 3 | minor | minors | part
The rebels hold 30 per cent of the country.
  30 per cent | 30 | percentage | country
5 killed, 12 injured in bus crash
  5 | 5 | people | people killed
  12 | 12 | people | people injured
Blast Kills 12 People in Kabul
  12 | 12 | people | People
Norland Sends 8,000 Troops To Border, Capital Says
  8,000 | 8000 | troop | Troops
The 27-nation bloc agreed to a €35bn loan.
  27 | 27 | nation | nation bloc
  €35bn | 35000000000 | euro | loan | planned
Nearly half a million people, mostly women and children, need help.
  Nearly half a million | ~500000 | people | people
Its 500,000-strong army has mobilised 20 brigades.
  500,000 | 500000 |  | army
  20 | 20 | brigade | brigades
Rescuers pulled 6 survivors from the rubble 72 hours after the quake.
  6 | 6 | survivor | survivors
  72 hours | 72 | hour | Rescuers
COVID-19 killed 7 million people.
  7 million | 7000000 | people | people
The G7 met at Camp David for two days.
  two days | 2 | day | G7
About 3,000 of the 9,000 soldiers are at the border.
  About 3,000 | ~3000 | soldier | soldiers | part
  9,000 | 9000 | soldier | soldiers
Turnout was 64%, up 5 percentage points from 2019.
  64% | 64 | percentage | Turnout
  5 percentage points | 5 | percentage | Turnout
The ship, 190m long, carried 20 crew.
  190m | 190 | metre | ship
  20 | 20 | crew | crew
The wildfire burned 12,000 hectares and forced 8,000 residents to flee.
  12,000 hectares | 12000 | hectare | wildfire
  8,000 | 8000 | resident | residents
Water rose by 2.5 metres, flooding 400 homes.
  2.5 metres | 2.5 | metre | Water
  400 | 400 | home | homes
The pipeline carries 1.2 million barrels of oil a day.
  1.2 million barrels | 1200000 | barrel | oil
The toll could reach 500, the mayor warned.
  500 | 500 |  | toll | possible
Rescuers fear as many as 60 people are still trapped.
  as many as 60 | <=60 | people | people trapped | possible
At least nine sailors, including two cadets, drowned.
  At least nine | >=9 | sailor | sailors
  two | 2 | cadet | cadets | part
The army said it had killed 35 militants and captured 11.
  35 | 35 | militant | militants
  11 | 11 | people | people captured
The group claims it shot down 3 jets.
  3 | 3 | jet | jets
The general dismissed reports that 1,000 conscripts had deserted.
  1,000 | 1000 | conscript | conscripts | denied
No evidence shows that 200 prisoners were moved.
  200 | 200 | prisoner | prisoners | denied
The ministry rejected the claim that 40 houses had burned.
  40 | 40 | house | houses | denied
Not 3,000 but 12,000 soldiers crossed the river.
  3,000 | 3000 | soldier | soldiers | denied
  12,000 | 12000 | soldier | soldiers
The port will receive 25,000 tonnes of wheat next week.
  25,000 tonnes | 25000 | tonne | wheat | planned
Norland could deploy 6,000 peacekeepers by spring.
  6,000 | 6000 | peacekeeper | peacekeepers | possible
The bloc is considering a $300 million package.
  $300 million | 300000000 | dollar | package | possible
The agency forecasts growth of 2.4% this year.
  2.4% | 2.4 | percentage | growth | estimated
Analysts expect 1.5 million visitors.
  1.5 million | 1500000 | visitor | visitors | estimated
The fund is set to lend 900 million euros.
  900 million euros | 900000000 | euro | fund | planned
Lenders agreed to write off 40% of the debt.
  40% | 40 | percentage | debt | planned
About a third of the town has no water.
  About a third | ~0.333333333333 | % town | town
Three quarters of the seats are empty.
  Three quarters | 0.75 | % seat | seats
Only one in ten refugees has found work.
  one in ten | 0.1 | % refugee | refugees
Nine out of 10 clinics are shut.
  Nine out of 10 | 0.9 | % clinic | clinics
The city of 340,000 lost power for 18 hours.
  340,000 | 340000 |  | city
  18 hours | 18 | hour | city of 340,000
A 6.1-magnitude earthquake damaged 1,100 homes.
  6.1 | 6.1 | magnitude | magnitude earthquake
  1,100 | 1100 | home | homes
The cyclone brought winds of up to 185 km/h.
  up to 185 km/h | <=185 | kilometre per hour | winds
Snow fell to a depth of 1.2 metres.
  1.2 metres | 1.2 | metre | depth
The tanker leaked some 4,000 barrels of oil.
  some 4,000 barrels | ~4000 | barrel | oil
The plant produces 650 megawatts.
  650 megawatts | 650 | megawatt | plant
The drone flew 1,200 kilometres (746 miles) before it crashed.
  1,200 kilometres | 1200 | kilometre | drone
  746 miles | 746 | mile | drone
The convoy covered 60km in a day.
  60km | 60 | kilometre | convoy
Each family gets 20kg of flour and $75 a month.
  20kg | 20 | kilogram | flour
  $75 a month | 75 | dollar per month | family
Rents rose from $900 to $1,150 a month.
  $900 to $1,150 a month | 900..1150 | dollar per month | Rents
The firm lost €4.2bn, or €1.10 a share.
  €4.2bn | 4200000000 | euro | firm
  €1.10 a share | 1.1 | euro per share | firm
The index closed at 7,412.55, down 0.8 per cent.
  7,412.55 | 7412.55 |  | index
  0.8 per cent | 0.8 | percentage | index
The pound slipped 0.3% to $1.2450.
  0.3% | 0.3 | percentage | pound
  $1.2450 | 1.245 | dollar | pound
Oil traded at $82 a barrel.
  $82 a barrel | 82 | dollar per barrel | Oil
Gold rose 1% to $2,310.40 an ounce.
  1% | 1 | percentage | Gold
  $2,310.40 an ounce | 2310.4 | dollar per ounce | Gold
Unemployment fell to 3.9% from 4.1%.
  3.9% | 3.9 | percentage | Unemployment
  4.1% | 4.1 | percentage | Unemployment
Inflation of 11% eats into wages.
  11% | 11 | percentage | Inflation
The yield rose 12 basis points.
  12 basis points | 12 | basis point | yield
The company cut its forecast to $5 billion from $6 billion.
  $5 billion | 5000000000 | dollar | forecast | estimated
  $6 billion | 6000000000 | dollar | company | estimated
Sales fell 12%, profit 30%.
  12% | 12 | percentage | Sales
  30% | 30 | percentage | profit
The bank will cut 1,500 jobs, about 4% of its staff.
  1,500 | 1500 | job | jobs | planned
  about 4% | ~4 | percentage | staff | planned
The ransom was Rs 2 crore.
  Rs 2 crore | 20000000 | indian rupee | ransom
The deal is worth A$1.5 billion (US$980 million).
  A$1.5 billion | 1500000000 | australian dollar | deal
  US$980 million | 980000000 | dollar | deal
The prize is 10 million kronor.
  10 million kronor | 10000000 | krona | prize
The fine is 500,000 rubles.
  500,000 rubles | 500000 | russian ruble | fine
The president, 61, was unhurt.
  61 | 61 | year of age | president
Anna Weiss, 34, and her 8-year-old son fled on foot.
  34 | 34 | year of age | Anna Weiss
  8-year-old | 8 | year of age | son
The vote was 52 to 48.
  52 | 52 |  | vote
  48 | 48 |  | vote
Lawmakers voted 311-112 for the bill.
City beat Rovers 4-1 on Saturday.
The law passed in 2019 covers 14 provinces.
  14 | 14 | province | provinces
In 2023, 812 people drowned.
  812 | 812 | people | people drowned
Between 2015 and 2020 the lake shrank by 30%.
  30% | 30 | percentage | lake
On March 3, 12 shells hit the village.
  12 | 12 | shell | shells
The train left at 9:45 a.m. with 310 passengers.
  310 | 310 | passenger | passengers
The meeting is at 18:30 on 14 May 2024.
Call 555-123-4567 for help.
Resolution 1701 calls for 15,000 peacekeepers.
  15,000 | 15000 | peacekeeper | peacekeepers
Article 5 was invoked once.
The Boeing 737 carried 162 passengers and six crew.
  162 | 162 | passenger | passengers
  six | 6 | crew | crew
A Su-34 and two MiG-31s were lost.
The T-72 tanks and BMP-2s are old.
The S-300 system fired 4 missiles.
  4 | 4 | missile | missiles
Highway 101 was closed for 40 miles.
  40 miles | 40 | mile | Highway 101
The Covid-19 wave filled 90 per cent of beds.
  90 per cent | 90 | percentage | beds
Game 7 drew 20,000 fans.
  20,000 | 20000 | fan | fans
Room 12 was empty.
A second soldier died.
The 3rd Brigade lost 40 vehicles.
  40 | 40 | vehicle | vehicles
It was the 15th attack in two months.
  two months | 2 | month |
One of the hostages was freed.
  One | 1 | hostage | hostages freed
The two sides met for three hours.
  two | 2 | side | sides
  three hours | 3 | hour | two sides
Both men and four women were held.
  four | 4 | woman | women
Several hundred police officers guarded the square.
  Several hundred | 200..900 | police officer | police officers
A few dozen protesters stayed.
  A few dozen | 24..108 | protester | protesters
Dozens of homes were flooded and hundreds of people displaced.
  Dozens | 24..100 | home | homes
  hundreds | 100..1000 | people | people displaced
Scores of flights were cancelled.
  Scores | 40..100 | flight | flights
Millions of voters cast ballots.
  Millions | 1000000..10000000 | voter | voters
Hundreds of thousands of people marched.
  Hundreds of thousands | 100000..1000000 | people | people
The reserve is twice as large as thought.
  twice | 2 | count | reserve | times
Exports tripled.
  tripled | 3 | count | Exports | times
Attacks increased fivefold.
  fivefold | 5 | count | Attacks | times
Arrests were three times the monthly average.
  three times | 3 | count | Arrests | times
The number of wounded passed 2,000.
  2,000 | 2000 | people | people wounded
The number of displaced people has reached 1.7 million.
  1.7 million | 1700000 | people | displaced people
Casualties: 14 dead, 52 injured.
  14 | 14 | people | people dead
  52 | 52 | people | people injured
Eleven miners died and 20 were rescued.
  Eleven | 11 | miner | miners
  20 | 20 | people | people rescued
The attack wounded 7 policemen.
  7 | 7 | policeman | policemen
A roadside bomb killed two soldiers and wounded three others.
  two | 2 | soldier | soldiers
  three | 3 | people | people
Of the 49 passengers, 12 survived.
  49 | 49 | passenger | passengers
  12 | 12 | passenger | passengers | part
Twelve of them were children.
  Twelve | 12 |  |  | part
Forty per cent of those killed were women.
  Forty per cent | 40 | percentage | people killed
More than half of the aid was stolen.
  More than half | >0.5 | % aid | aid
Over 5,000 reservists, most of them volunteers, were called up.
  Over 5,000 | >5000 | reservist | reservists
Nearly 90,000 people had been evacuated by Friday.
  Nearly 90,000 | ~90000 | people | people evacuated
The camp holds up to 2,500 detainees.
  up to 2,500 | <=2500 | detainee | detainees
Fewer than 300 families remain.
  Fewer than 300 | <300 | family | families
Just under 1,000 inspectors were sent.
  Just under 1,000 | <1000 | inspector | inspectors
Close to 70 countries signed.
  Close to 70 | ~70 | country | countries
Upwards of 40 boats took part.
  Upwards of 40 | >40 | boat | boats
The bridge can carry 40 tonnes or more.
  40 tonnes or more | >=40 | tonne | bridge | possible
50+ officers were hurt.
  50+ | >=50 | officer | officers hurt
The crowd of 10,000-plus waited.
  10,000-plus | >=10000 |  | crowd
Some 2-3 million people need food.
  Some 2-3 million | ~2000000..3000000 | people | people
Ten to fifteen gunmen stormed the hotel.
  Ten to fifteen | 10..15 | gunman | gunmen
Two or three suspects escaped.
  Two or three | 2..3 | suspect | suspects
Between 150 and 200 fighters surrendered.
  150 and 200 | 150..200 | fighter | fighters
From 20 to 30 trucks cross daily.
  20 to 30 | 20..30 | truck | trucks
The court jailed him for 25 years.
  25 years | 25 | year | court
Temperatures reached 47C.
  47C | 47 | celsius | Temperatures
It was minus 30 degrees outside.
  minus 30 degrees | -30 | degree |
The rocket reached 80,000 feet.
  80,000 feet | 80000 | foot | rocket
A 12-strong team of divers searched the wreck.
  12 | 12 |  | team of divers
The 16-nation force has 9,000 troops.
  16 | 16 | nation | nation force
  9,000 | 9000 | troop | troops
The reactor holds 1 in 4 of the rods.
  1 in 4 | 0.25 | % rod | rods
Norland sent 8,000 men, 3,000 of whom have returned.
  8,000 | 8000 | man | men
  3,000 | 3000 | man | men | part
Minister says 4,500 troops will leave by June
  4,500 | 4500 | troop | troops | planned
Storm kills 23, leaves 100,000 without power
  23 | 23 | people | people killed
  100,000 | 100000 |  | Storm
UN: 2.1 million children face hunger
  2.1 million | 2100000 | child | children
Zero people were hurt.
  Zero | 0 | people | people hurt
The office reported 0 new cases.
  0 | 0 | new case | new cases
The account shows -250 dollars.
  -250 dollars | -250 | dollar |
Published 2024What you need to know.
The code A1B2 and order X12345 were logged.
Serial 123456789012345678 is void.
See section 3.2.1 and page 14.
The ratio of 3:1 held.
He wore number 10.
It happened at 12:30 p.m. on 3/4/2024.
Visit www.example.com/2023 or mail a1@example.org.
The 24/7 service has 30 staff.
  30 | 30 | staff | staff
The 9/11 inquiry cost $15 million.
  $15 million | 15000000 | dollar | inquiry
A 50-50 split was agreed.
The mid-2023 survey had 1,004 respondents.
  1,004 | 1004 | respondent | respondents
1. Wash the wound.
The 2024 budget is 3.2% larger.
  3.2% | 3.2 | percentage | budget
Schools had 2,024 pupils.
  2,024 | 2024 | pupil | pupils
More than 2000 pupils were sent home.
  More than 2000 | >2000 | pupil | pupils
Since 1945 the border has moved twice.
The bridge was built in 1889.
Chapter 7 lists 41 names.
  41 | 41 | name | names
Twenty-first century wars differ.
The twenty-one soldiers were freed.
  twenty-one | 21 | soldier | soldiers freed
Three hundred and fifty tents arrived.
  Three hundred and fifty | 350 | tent | tents
Two and a half million people fled.
  Two and a half million | 2500000 | people | people
The blaze burned 1,200 acres, or 1.9 square miles.
  1,200 acres | 1200 | acre | blaze
  1.9 square miles | 1.9 | square mile | blaze
Prices are 2.5 times higher.
  2.5 times | 2.5 | count | Prices | times
The lake holds 1.5 cubic kilometres of water.
  1.5 cubic kilometres | 1.5 | cubic kilometre | water
The dose is 0.05 µg.
  0.05 µg | 0.05 | microgram | dose
Wages fell by a fifth.
It lasted half an hour.
  half | 0.5 | hour |
The army has half a million men.
  half a million | 500000 | man | men
The first half was dull.
Nobody was among the five.
No one came.
The mayor denied that any of the 300 ballots were forged.
  300 | 300 | ballot | ballots | denied
The firm may pay up to £2.5m per site.
  up to £2.5m per site | <=2500000 | pound sterling per site | firm | possible
The president promised 5,000 homes.
  5,000 | 5000 | home | homes | planned
The convoy, which was carrying 80 tonnes of aid, turned back.
  80 tonnes | 80 | tonne | aid
Norland's 3,000-strong garrison surrendered.
  3,000 | 3000 |  | garrison
The rebels said they had seized 7 tanks, 12 armoured vehicles and 300 rifles.
  7 | 7 | tank | tanks
  12 | 12 | vehicle | armoured vehicles
  300 | 300 | rifle | rifles
The mission will cost between $1 billion and $1.5 billion.
  $1 billion and $1.5 billion | 1000000000..1500000000 | dollar | mission | planned
The firm expects the attack to cost it between 25m and 30m crowns.
  25m and 30m crowns | 25000000..30000000 | crown | attack | estimated
The number of dead rose from 3 to 5.
  3 | 3 | people | people dead
  5 | 5 | people | people dead
Hospital officials put the toll at 19.
  19 | 19 |  | toll
The ministry put the number of refugees at about 600,000.
  about 600,000 | ~600000 | refugee | refugees
Police said 400 to 500 people took part.
  400 to 500 | 400..500 | people | people
About 1 in 5 children is hungry.
  About 1 in 5 | ~0.2 | % child | children
Some 60% of 2,300 votes were counted.
  Some 60% | ~60 | percentage | 2,300 votes
  2,300 | 2300 | vote | votes
The quake, of magnitude 6.4, injured hundreds.
  6.4 | 6.4 | magnitude | magnitude
  hundreds | 100..1000 | people | people injured
The storm left 1.1 million homes without power.
  1.1 million | 1100000 | home | homes
The unit lost 12 of its 20 helicopters.
  12 | 12 | helicopter | helicopters | part
  20 | 20 | helicopter | helicopters
At least three of the victims were nurses.
  At least three | >=3 | victim | victims
Thirty-five wounded soldiers were flown home.
  Thirty-five | 35 | soldier | wounded soldiers
The vessel carried 21 crew members.
  21 | 21 | crew member | crew members
The two-year-old girl survived.
  two-year-old | 2 | year of age | girl
The front moved 3km in 24 hours.
  3km | 3 | kilometre | front
  24 hours | 24 | hour | front
A further 200 people are feared dead.
  200 | 200 | people | people | estimated
The group freed another 15 hostages.
  15 | 15 | hostage | hostages
The flood killed 3 more people.
  3 | 3 | people | people
"""


def _rows() -> list[tuple[str, list[str]]]:
    rows: list[tuple[str, list[str]]] = []
    for line in CASES.strip().split("\n"):
        if line.startswith(" "):
            rows[-1][1].append(line.strip())
        else:
            rows.append((line, []))
    return rows


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.12g}"


def _value(f: Figure) -> str:
    if f.low is None or f.high is None:
        return f.approx + _number(f.high if f.low is None else f.low)
    sign = "" if f.approx in ("=", "range") else f.approx
    return sign + (_number(f.low) if f.low == f.high else f"{_number(f.low)}..{_number(f.high)}")


def _line(f: Figure) -> str:
    said = "" if f.modality == "actual" else f.modality
    flags = " ".join(x for x in (said, "part" if f.subset else "", "times" if f.multiplier else "") if x)
    return (f"{f.text} | {_value(f)} | {f.unit} | {f.of.partition(', ')[0]}" + (f" | {flags}" if flags else "")).strip()


@pytest.mark.parametrize(("sentence", "expected"), _rows(), ids=[s for s, _ in _rows()])
def test_every_figure_of_a_sentence(sentence: str, expected: list[str]) -> None:
    assert [_line(f) for f in figures(sentence)] == expected


def test_the_table_is_large_enough() -> None:
    assert len(_rows()) >= 150


@pytest.mark.parametrize(
    ("sentence", "of"),
    [
        ("Norland has sent 8,000 troops to the border.", "troops, Norland"),
        ("The company cut 1,500 jobs, or 8% of its workforce.", "workforce, company"),
        ("Volta advanced 8%, Quanta rose 4%, and Bremer gained 3%.", "Bremer"),
        ("Sales rose 12% and profit 30%.", "profit"),
        ("The firm, a maker of pumps, earned $4 million.", "firm"),
        ("The ministry said it has 900 inspectors.", "inspectors, ministry"),
        ("Officials said 300 houses were destroyed.", "houses destroyed"),
        ("Total cost: $72,370", "Total cost"),
    ],
    ids=["doer", "share of what", "third clause", "gapped verb", "aside", "pronoun", "own subject", "before a colon"],
)
def test_what_the_last_figure_is_said_of(sentence: str, of: str) -> None:
    assert figures(sentence)[-1].of == of


@pytest.mark.parametrize(
    ("text", "value"),
    [("1,000.5", 1000.5), ("1.000,5", 1000.5), ("1.000.000", 1e6), ("1,50,000", 150000), ("1,2,3", None), ("1" * 16, None), (".5", 0.5)],
)
def test_digits_with_grouping(text: str, value: float | None) -> None:
    assert numeral(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("twenty-five", 25),
        ("three hundred and two", 302),
        ("nineteen thousand two hundred", 19200),
        ("a hundred thousand", 1e5),
        ("two dozen", 24),
        ("2 1/2", 2.5),
        ("2½", 2.5),
        ("1.99×10^3", 1990),
        ("10^400", None),
        ("twenty-first", None),
    ],
)
def test_the_number_grammar(text: str, value: float | None) -> None:
    found = read(lex(text, 0, len(text), []), 0)
    assert (found.low if found else None) == (value if value is None else pytest.approx(value))


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("troops", "troop"),
        ("cities", "city"),
        ("men", "man"),
        ("gunmen", "gunman"),
        ("losses", "loss"),
        ("people", "people"),
        ("cases", "case"),
    ],
)
def test_singular(plural: str, one: str) -> None:
    assert singular(plural) == one


@pytest.mark.parametrize(
    "text", ["Oct. 27 or 28", "May 3, 2024", "9:45 a.m.", "https://example.org/1/2", "+44 20 7946 0958", "the 1990s", "1.2.3"]
)
def test_dates_and_addresses_are_masked(text: str) -> None:
    assert masks(text)


def test_a_clock_with_a_point_is_no_figure_and_a_price_is_one() -> None:
    assert masks("The note came at 19.52 last Sunday.")
    assert masks("The note came at 7.15 on Monday morning.")
    assert not masks("Shares closed at 19.52 on Monday.")
    assert not masks("The index stood at 19.52 on Monday.")
    assert not masks("It sold at 19.52 crowns on Monday.")


@given(st.integers(13, 10**9))
def test_a_plain_count_is_read_whatever_its_size(n: int) -> None:
    (found,) = figures(f"About {n:,} people fled.")
    assert (found.low, found.high, found.approx, found.unit) == (n, n, "~", "people")


_PIECES = st.sampled_from(
    [
        "12",
        "1,000",
        "1.000,5",
        "$",
        "€",
        "%",
        "-",
        "–",
        "+",
        ".",
        ",",
        ";",
        "(",
        ")",
        '"',
        "'",
        ":",
        "/",
        "^",
        "10^400",
        "million",
        "of",
        "and",
        "to",
        "between",
        "from",
        "at",
        "least",
        "more",
        "than",
        "two",
        "half",
        "a",
        "the",
        "troops",
        "killed",
        "people",
        "per",
        "cent",
        "year",
        "old",
        "three-year",
        "A8",
        "May",
        "3",
        "1990s",
        "minus",
        "°C",
        "km/h",
        "Rs",
        "crore",
        "−",
        "5G",
        "twice",
        "doubled",
        "0",
        "½",
        "\n",
    ]
)


@given(st.one_of(st.text(max_size=80), st.lists(_PIECES, max_size=24).map(" ".join), st.lists(_PIECES, max_size=24).map("".join)))
def test_any_text_gives_figures_in_order_inside_it(text: str) -> None:
    found = figures(text)
    assert all(f.text == text[f.start : f.end] and f.text for f in found)
    assert [f.start for f in found] == sorted(f.start for f in found)
    for f in found:
        assert f.low is not None or f.high is not None
        assert all(math.isfinite(v) for v in (f.low, f.high) if v is not None)
        assert f.low is None or f.high is None or f.low <= f.high


@pytest.mark.parametrize(
    "unit",
    ["The army sent 300 troops and ", "killing 12 (", '$5 to "', "between 3 and "],
    ids=["clause", "brackets", "quotes", "open range"],
)
def test_a_paragraph_without_end_marks_is_read_through(unit: str) -> None:
    assert len(figures(unit * 500)) >= 500 - 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The office sent a team of nine to the port.", [("nine", "people")]),
        ("The number of patients reached 38, including six in intensive care.", [("38", "patient"), ("six", "patient")]),
        ("Vestline said all three had worked.", [("three", "")]),
        ("Reinforcements have come, and aircraft number 14.", [("14", "")]),
        ("The party's whip had spoken of four.", [("four", "")]),
        ("We have seen four in this street.", []),
    ],
)
def test_number_words_that_count_without_a_noun(text: str, found: list[tuple[str, str]]) -> None:
    assert [(f.text, f.unit) for f in figures(text)] == found


def test_what_adds_up_to_a_sum_is_no_bound() -> None:
    (found,) = figures("The measures add up to 6.9 billion marks.")
    assert (found.approx, found.text) == ("=", "6.9 billion")


@pytest.mark.parametrize(
    ("sentence", "texts"),
    [
        ("It is seven now, the chief inspector says of the dead.", ["seven"]),
        ("We misheard the fire service. It is five.", ["five"]),
        ("The watchdog has shortened the list to six.", ["six"]),
        ("Two hostages are out, which leaves four.", ["Two", "four"]),
        ("The harbour master said that four had turned back to sea.", ["four"]),
        ("It is six in the morning.", []),
        ("He was six when he fell.", []),
        ("They will share 52 million thalers, rather than 38 million, or two weeks' wages.", ["52 million", "38 million", "two weeks"]),
    ],
)
def test_a_number_word_may_fill_a_nouns_place(sentence: str, texts: list[str]) -> None:
    found = figures(sentence)
    assert [f.text for f in found] == texts
    assert not [f for f in found if f.text == "38 million" and f.unit == "week"]
