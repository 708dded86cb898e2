import type { Shortcode } from "../lib/shortcode.ts";

function parse(text: string): readonly Shortcode[] {
  return text.split("|").map((entry) => {
    const [emoji = "", code = ""] = entry.split(" ");
    return { emoji, code };
  });
}

/** Emoji people use, by the names they type for them. */
export const emojiGroups = {
  smileys: parse(
    "😀 grinning|😃 smiley|😄 smile|😁 grin|😆 laughing|😅 sweat_smile|🤣 rofl|😂 joy|🙂 slight_smile|🙃 upside_down|😉 wink|😊 blush|😇 innocent|🥰 smiling_hearts|😍 heart_eyes|🤩 star_struck|😘 kissing_heart|😗 kissing|😋 yum|😛 tongue|😜 winky_tongue|🤪 zany|😝 squint_tongue|🤑 money_mouth|🤗 hugging|🤭 hand_over_mouth|🤫 shushing|🤔 thinking|🤐 zipper_mouth|🤨 raised_eyebrow|😐 neutral|😑 expressionless|😶 no_mouth|😏 smirk|😒 unamused|🙄 eye_roll|😬 grimacing|😌 relieved|😔 pensive|😪 sleepy|🤤 drooling|😴 sleeping|😷 mask|🤒 thermometer_face|🤕 bandage|🤢 nauseated|🤮 vomiting|🤧 sneezing|🥵 hot|🥶 cold|🥴 woozy|😵 dizzy_face|🤯 exploding_head|🤠 cowboy|🥳 partying|😎 sunglasses|🤓 nerd|🧐 monocle|😕 confused|😟 worried|🙁 frowning|😮 open_mouth|😲 astonished|😳 flushed|🥺 pleading|😧 anguished|😨 fearful|😰 cold_sweat|😥 disappointed_relieved|😢 cry|😭 sob|😱 scream|😖 confounded|😞 disappointed|😓 sweat|😩 weary|😫 tired|🥱 yawning|😤 triumph|😡 rage|😠 angry|🤬 cursing|😈 smiling_imp|💀 skull|💩 poop|🤡 clown|👻 ghost|👽 alien|🤖 robot|😺 smiley_cat|🙈 see_no_evil|🙉 hear_no_evil|🙊 speak_no_evil",
  ),
  people: parse(
    "👋 wave|🤚 raised_back_hand|✋ raised_hand|🖖 vulcan|👌 ok_hand|🤏 pinching|✌️ victory|🤞 crossed_fingers|🤟 love_you|🤘 metal|🤙 call_me|👈 point_left|👉 point_right|👆 point_up|👇 point_down|👍 thumbsup|👎 thumbsdown|✊ fist|👊 punch|👏 clap|🙌 raised_hands|👐 open_hands|🤝 handshake|🙏 pray|✍️ writing|💪 muscle|👂 ear|👀 eyes|🧠 brain|👶 baby|🧒 child|👧 girl|👦 boy|👩 woman|👨 man|👵 grandma|👴 grandpa|🙋 raising_hand|🤦 facepalm|🤷 shrug|💃 dancer|🏃 running|🚶 walking|👫 couple|👪 family",
  ),
  hearts: parse(
    "❤️ heart|🧡 orange_heart|💛 yellow_heart|💚 green_heart|💙 blue_heart|💜 purple_heart|🖤 black_heart|🤍 white_heart|💔 broken_heart|💕 two_hearts|💖 sparkling_heart|💘 cupid|💯 hundred|💥 boom|💫 dizzy|💦 sweat_drops|💤 zzz|✨ sparkles|⭐ star|🌟 glowing_star|🔥 fire|🎉 tada|🎊 confetti|🎈 balloon|🎁 gift|🏆 trophy|🥇 gold_medal|✅ check|❌ cross|❓ question|❗ exclamation|⚠️ warning|🚫 no_entry|🔔 bell|🔕 no_bell",
  ),
  nature: parse(
    "🐶 dog|🐱 cat|🐭 mouse|🐹 hamster|🐰 rabbit|🦊 fox|🐻 bear|🐼 panda|🐯 tiger|🦁 lion|🐮 cow|🐷 pig|🐸 frog|🐵 monkey|🐔 chicken|🐧 penguin|🐦 bird|🕊️ dove|🦉 owl|🐴 horse|🦄 unicorn|🐝 bee|🦋 butterfly|🐌 snail|🐞 ladybug|🐢 turtle|🐍 snake|🐙 octopus|🐬 dolphin|🐳 whale|🐟 fish|🌵 cactus|🎄 christmas_tree|🌲 evergreen|🌴 palm|🍀 clover|🍁 maple|🌸 blossom|🌹 rose|🌻 sunflower|🌈 rainbow|☀️ sun|⛅ partly_sunny|☁️ cloud|🌧️ rain|⚡ zap|❄️ snowflake|⛄ snowman|🌊 ocean|🌙 moon|🌍 earth",
  ),
  food: parse(
    "🍏 green_apple|🍎 apple|🍐 pear|🍊 orange|🍋 lemon|🍌 banana|🍉 watermelon|🍇 grapes|🍓 strawberry|🍒 cherries|🍑 peach|🍍 pineapple|🥑 avocado|🍅 tomato|🥕 carrot|🌽 corn|🥔 potato|🍞 bread|🥐 croissant|🧀 cheese|🥚 egg|🍳 cooking|🥞 pancakes|🍔 burger|🍟 fries|🍕 pizza|🌭 hotdog|🥪 sandwich|🌮 taco|🍝 spaghetti|🍜 ramen|🍣 sushi|🥗 salad|🍦 ice_cream|🎂 cake|🍰 shortcake|🍫 chocolate|🍬 candy|🍪 cookie|🍿 popcorn|☕ coffee|🍵 tea|🍺 beer|🍻 beers|🥂 clinking|🍷 wine|🍹 cocktail",
  ),
  things: parse(
    "⚽ soccer|🏀 basketball|🎾 tennis|🚴 biking|🏊 swimming|🎮 game|🎲 dice|🎯 dart|🎸 guitar|🎹 piano|🎵 music|🎧 headphones|🎬 clapper|📷 camera|📱 phone|💻 laptop|⌨️ keyboard|🔋 battery|💡 bulb|🔑 key|🔒 lock|🔓 unlock|🛡️ shield|🔨 hammer|🔧 wrench|⚙️ gear|📌 pushpin|📎 paperclip|✂️ scissors|📝 memo|📚 books|📅 calendar|📈 chart_up|📉 chart_down|💰 moneybag|💳 credit_card|✉️ envelope|📦 package|🗑️ trash|⏰ alarm|⏳ hourglass|🚗 car|🚕 taxi|🚌 bus|🚆 train|✈️ airplane|🚀 rocket|🚲 bike|⛵ sailboat|🏠 house|🏢 office|🏥 hospital|🏫 school|🏖️ beach|⛰️ mountain|🏕️ camping|🗺️ map|🏁 finish|🇬🇧 uk|🇪🇺 eu",
  ),
} as const;

export const shortcodes: readonly Shortcode[] = Object.values(emojiGroups).flat();
