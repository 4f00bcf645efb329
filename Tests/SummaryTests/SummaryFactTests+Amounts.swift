import JSON
import Testing

extension SummaryFactTests {
    @Test(
        "reads amounts",
        arguments: [
            ("It is 1,200.5 km long.", "1200.5 km"), ("Some 3,5 million barrels a day.", "3500000 barrel"),
            ("It takes 20 per cent.", "20 %"), ("He paid €4.", "4 EUR"), ("A belt of 12 nautical miles.", "12 nmi"),
            ("Добыча 5 млн баррелей.", "5000000 barrel"), ("All 7 went.", "7 "),
            ("They took 100 mg daily.", "100 mg"), ("It fell by 0.6 g/dL.", "0.6 g/dL"),
            ("They met at 7 p.m. on 3 May and drank 2 litres.", "2 l"), ("It cost about €900m.", "900000000 EUR"),
            ("At −5 °C it froze.", "-5 °C"), ("It covers 143,200 sq mi.", "143200 mi²"),
            ("Площадь 371 тыс. км².", "371000 km²"), ("It is 10–15 per cent.", "10 %"),
            ("عمق آن ۱٬۰۲۵ متر است.", "1025 m"), ("با ۵۵۷ میلیون یورو درآمد", "557000000 EUR"),
            ("He ran 6½ miles.", "6.5 mi"), ("Цена 40 долларов за баррель.", "40 USD"),
            ("It was shown before [4], in 12 trials [13,14].", "12 "), ("2.1. Scope", "null "),
            ("It cost 2 billion manats.", "2000000000 manat"), ("Closes: #1024598 within 3 days.", "3 day"),
            ("Patches 003 to 015 were applied.", "null "),
            ("Dənizin 371 min kvadrat kilometr sahəsi var.", "371000 km²"),
            ("Boru kəmərinə 5 min manat xərclənib.", "5000 manat"),
            ("İldə 12,5 milyard kub metr qaz.", "12500000000 m³"),
            ("Bakıda 3 min nəfər yaşayır.", "3000 people"), ("It takes 5 min and no more.", "5 "),
            ("Üretim %12 arttı.", "12 %"), ("Üretim yüzde 7 arttı.", "7 %"), ("Gemi 4 bin ton taşır.", "4000 t"),
            ("Теңіздің ауданы 371 мың шаршы километр.", "371000 km²"), ("Баға 20 пайыз өсті.", "20 %"),
        ]
    )
    func amounts(text: String, amount: String) throws {
        let item = try answer("summary.numbers", ["text": .string(text)])["numbers"]?[0]
        #expect("\(item?["value"] ?? .null) \(item?["unit"]?.string ?? "")" == amount)
    }
}
