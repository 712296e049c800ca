namespace ImageGen.Sandbox.Drawing;

internal readonly record struct Rgb(byte R, byte G, byte B)
{
    public static Rgb FromHex(int hex) => new((byte)(hex >> 16), (byte)(hex >> 8), (byte)hex);

    /// <summary>Moves towards another colour by <paramref name="part"/> 256ths.</summary>
    public Rgb Mix(Rgb other, int part) => new(Mix(R, other.R, part), Mix(G, other.G, part), Mix(B, other.B, part));

    private static byte Mix(byte from, byte to, int part) => (byte)(from + (to - from) * part / 256);
}
