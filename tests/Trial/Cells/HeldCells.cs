using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using ImageGen.Trial.Machine;

namespace ImageGen.Trial;

/// <summary>What has always held.</summary>
internal static class HeldCells
{
    public const string Upload = "Edit-AIImage x -Image $env:TRIAL_UPLOAD -OutFile x.png";

    public const string Durably = "New-AIImage x -Durable -OutFile x.png";

    private const string Slowly = "1..3 | ForEach-Object { New-AIImage x; Start-Sleep 2 }";

    public static IEnumerable<Cell> All =>
    [
        new("held", "all well, HTTP/2", WebServer.Good, GatewayCells.Rows(8, 4)) { Images = 8, Requests = 8 },
        new("held", "reload in mid-flight", WebServer.Good, GatewayCells.Rows(4, 4))
        {
            Images = 4, Requests = 4,
            Prepare = world => world.Service.Render = TimeSpan.FromSeconds(3),
            During = async world =>
            {
                await world.Service.Asked.Task;
                await Task.Delay(500);
                world.Web.Reload();
            },
        },
        new("held", "HTTP/2 connections of 5 requests (GOAWAY)", WebServer.Recycling, GatewayCells.Rows(40, 8))
        {
            Images = 40, Requests = 40,
        },
        new("held", "HTTP/1.1 connections of 3 requests", WebServer.RecyclingOld, GatewayCells.Rows(60, 8))
        {
            Images = 60, Requests = 60, Within = 30,
        },
        new("held", "a connection that was closed while idle", WebServer.Patient, Slowly)
        {
            Images = 3, Requests = 3,
        },
        new("held", "durable work through a restart of the gateway", WebServer.Good, Durably)
        {
            Images = 1, Requests = 1,
            Prepare = world => world.Service.Render = TimeSpan.FromSeconds(4),
            During = async world =>
            {
                await world.Service.Asked.Task;
                await Task.Delay(500);
                await world.Web.StopAsync();
                await Task.Delay(2000);
                await world.Web.StartAsync();
            },
        },
        new("held", "an upload of 3 MB, HTTP/2", WebServer.Good, Upload)
        {
            Images = 1, Requests = 1,
        },
        new("held", "an upload of 3 MB, HTTP/1.1", WebServer.Patient, Upload)
        {
            Images = 1, Requests = 1,
        },
    ];
}
