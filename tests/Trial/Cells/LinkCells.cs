using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using ImageGen.Trial.Machine;

namespace ImageGen.Trial;

/// <summary>
/// The same service over a long, bad wire. Its host has two families, and IPv6 is dropped in silence.
/// </summary>
internal static class LinkCells
{
    private static readonly Cell s_far = new("held", string.Empty, WebServer.Good, "New-AIImage x")
    {
        OverLink = true, Images = 1, Requests = 1,
    };

    public static IEnumerable<Cell> All =>
    [
        s_far with { Number = "6", Name = "IPv6 dropped in silence", Within = 5 },
        s_far with
        {
            Name = "200 ms and 5 % loss", Command = GatewayCells.Rows(6, 3), Images = 6, Requests = 6, Within = 60,
            Prepare = world =>
            {
                world.Wire.Weather.Delay = TimeSpan.FromMilliseconds(100);
                world.Wire.Weather.Loss = 0.05;
            },
        },
        s_far with
        {
            Name = "an upload of 4 MB at 4 Mbit/s and 200 ms", Command = HeldCells.Upload, Within = 60, Prepare = Slow,
        },
        s_far with
        {
            Number = "7", Name = "413 at 4 Mbit/s and 200 ms, HTTP/1.1", Site = WebServer.Small,
            Command = HeldCells.Upload, Images = 0, Requests = 0, Errors = "InvalidRequest 1",
            Says = @"\d[.,]?\d{3}[.,]?\d{3} bytes.*smaller", Within = 8, Prepare = Slow,
        },
        s_far with
        {
            Number = "7", Name = "413 at 4 Mbit/s and 200 ms, twice, HTTP/2", Site = WebServer.SmallHttp2,
            Command = $"{HeldCells.Upload}; {HeldCells.Upload}", Images = 0, Requests = 0, Errors = "InvalidRequest 2",
            Within = 12, Prepare = Slow,
        },
        s_far with
        {
            Name = "nothing for ten seconds in mid-render", Within = 40,
            Prepare = world => world.Service.Render = TimeSpan.FromSeconds(3),
            During = world => CutAsync(world, TimeSpan.FromSeconds(10)),
        },
        s_far with
        {
            Number = "3", Name = "forgotten after 5 s: a picture of 60 s, and one more", Errors = "ResultUnknown 1",
            Command = "New-AIImage x; New-AIImage y -OutFile y.png", Requests = 2, Within = 60,
            Prepare = world => Forget(world, after: 5),
            During = world => QuickenAsync(world),
        },
        s_far with
        {
            Number = "3", Name = "forgotten after 5 s, 4 at once, and 4 more", Errors = "ResultUnknown 4", Images = 4,
            Command = GatewayCells.Rows(8, 4), Requests = 8, Within = 60,
            Prepare = world => Forget(world, after: 5),
            During = world => QuickenAsync(world),
        },
        s_far with
        {
            Number = "3", Name = "forgotten after 5 s, durable", Within = 60, Command = HeldCells.Durably,
            Prepare = world =>
            {
                Forget(world, after: 5);
                world.Service.Render = TimeSpan.FromSeconds(25);
            },
        },
        s_far with
        {
            Number = "3", Name = "forgotten after 45 s: kept alive for 60 s", Within = 75,
            Prepare = world => Forget(world, after: 45),
        },
        s_far with
        {
            Number = "3", Name = "forgotten after 45 s: kept alive for 60 s, HTTP/1.1", Site = WebServer.Small,
            Within = 75, Prepare = world => Forget(world, after: 45),
        },
    ];

    private static void Slow(World world)
    {
        world.Wire.Weather.Delay = TimeSpan.FromMilliseconds(100);
        world.Wire.Weather.BitsPerSecond = 4_000_000;
    }

    private static void Forget(World world, int after)
    {
        world.Service.Render = TimeSpan.FromSeconds(60);
        world.Wire.Weather.ForgetsAfter = TimeSpan.FromSeconds(after);
    }

    private static async Task CutAsync(World world, TimeSpan time)
    {
        await world.Service.Asked.Task;
        await Task.Delay(500);
        world.Wire.Weather.IsCut = true;
        await Task.Delay(time);
        world.Wire.Weather.IsCut = false;
    }

    /// <summary>What is asked for later takes no long time.</summary>
    private static async Task QuickenAsync(World world)
    {
        await world.Service.Asked.Task;
        await Task.Delay(2000);
        world.Service.Render = TimeSpan.FromMilliseconds(200);
    }
}
