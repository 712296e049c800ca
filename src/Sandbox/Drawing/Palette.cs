namespace ImageGen.Sandbox.Drawing;

internal sealed class Palette(string name, int top, int bottom, int first, int second, int third)
{
    private static readonly Palette[] s_all =
    [
        new("ember", 0x2B1B3D, 0xF46B45, 0xFFD166, 0xC8553D, 0x7A2E3A),
        new("lagoon", 0x0F3057, 0x43C6AC, 0xF8FFAE, 0x1B7F8C, 0x0A4D68),
        new("meadow", 0x8EC5FC, 0xE0F3C8, 0xFFE45E, 0x6BAA75, 0x2F6B4F),
        new("dusk", 0x232546, 0xC06C84, 0xF8B195, 0x6C5B7B, 0x355C7D),
        new("citrus", 0xFFF3B0, 0xFF9F1C, 0xE71D36, 0x2EC4B6, 0x0B4F6C),
        new("orchid", 0x41295A, 0xB06AB3, 0xF9C5D1, 0x7F53AC, 0x2F0743),
        new("glacier", 0x1C3B5A, 0xA8DADC, 0xF1FAEE, 0x457B9D, 0x274C6B),
        new("sahara", 0xFFE5B4, 0xE29578, 0xFFFFFF, 0xB5651D, 0x7B3F00),
        new("forest", 0x0B2B26, 0x8EB69B, 0xDAF1DE, 0x235347, 0x163832),
        new("candy", 0xFFC3A0, 0xFFAFBD, 0xFFFFFF, 0xEE6C8A, 0x7366BD),
        new("storm", 0x141E30, 0x6A85A6, 0xE8EDF2, 0x3A506B, 0x1C2541),
        new("poppy", 0xFDF0D5, 0xF7B267, 0xD62828, 0x669BBC, 0x003049),
        new("aurora", 0x07132B, 0x1FA187, 0xB8F2A5, 0x3D5A98, 0x6A3FA0),
        new("plum", 0x2D132C, 0xEE4540, 0xFFB997, 0x801336, 0x510A32),
        new("linen", 0xFAF3E0, 0xEABF9F, 0xB68973, 0x5E8B7E, 0x2F5D62),
        new("cobalt", 0x03045E, 0x0096C7, 0xCAF0F8, 0xFFB703, 0x023E8A),
    ];

    public string Name { get; } = name;

    public Rgb Top { get; } = Rgb.FromHex(top);

    public Rgb Bottom { get; } = Rgb.FromHex(bottom);

    public Rgb First { get; } = Rgb.FromHex(first);

    public Rgb Second { get; } = Rgb.FromHex(second);

    public Rgb Third { get; } = Rgb.FromHex(third);

    public static Palette For(ulong seed) => s_all[seed % (ulong)s_all.Length];

    public Rgb Pick(int index) => (index % 3) switch
    {
        0 => First,
        1 => Second,
        _ => Third,
    };
}
