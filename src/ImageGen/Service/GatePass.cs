using System;

namespace ImageGen.Service;

/// <summary>
/// One attempt of a request at the gate of its service. One that leaves without passing holds nobody back.
/// </summary>
/// <param name="gate">The gate.</param>
/// <param name="images">How many images the attempt requests for the first time.</param>
internal sealed class GatePass(ServiceGate gate, int images) : IDisposable
{
    public int Images { get; } = images;

    /// <summary>How many limits the gate had met when the attempt passed.</summary>
    public int LimitsMet { get; set; }

    /// <summary>Passes, or tells how long to wait before it asks again. Zero is passed.</summary>
    public TimeSpan Enter(DateTimeOffset now) => gate.Enter(this, now);

    /// <summary>The attempt was not refused by a limit.</summary>
    public void Admit(DateTimeOffset now) => gate.Admit(this, now);

    /// <summary>
    /// The attempt was refused by a limit. False where others pass, so that it is only a matter of waiting.
    /// </summary>
    public bool ReportLimit(TimeSpan? asked, DateTimeOffset now) => gate.ReportLimit(this, asked, now);

    public void Dispose() => gate.Leave(this);
}
