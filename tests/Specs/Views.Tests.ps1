BeforeAll {
    . "$PSScriptRoot/Session.ps1"
    $image = New-AIImage 'a red fox'
}

Describe 'The view of an image' {
    It 'is a table with id, format, size, length, cost and prompt' {
        $lines = ($image | Out-String -Width 120).Trim() -split '\r?\n'

        $lines[0] -split '\s+' | Should -Be 'Id', 'Format', 'Size', 'Length', 'Cost', 'Prompt'
        $lines.Count | Should -Be 3
        $lines[2] | Should -Match "^ig_\w+…? +png +1024x1024 +$($image.Length) +0\.\d{4} a red fox$"
    }

    It 'fits into a narrow window' {
        ($image | Out-String -Width 80).Trim() -split '\r?\n' | ForEach-Object {
            $_.Length | Should -BeLessOrEqual 80
        }
        $image | Out-String -Width 80 | Should -Match 'a red fox'
    }

    It 'is a list with the revised prompt when asked for' {
        $list = $image | Format-List | Out-String -Width 200

        $list | Should -Match '(?m)^RevisedPrompt +: a red fox'
        $list | Should -Match '(?m)^ResponseId +: resp_'
    }

    It 'shows bytes nowhere' {
        $views = ($image | Format-Table | Out-String), ($image | Format-List | Out-String), ($image | Out-String)

        "$views" | Should -Not -Match 'Bytes|\{137, 80'
    }

    It 'shows no bytes among objects of other kinds either' {
        $stream = Get-AIImageStream 'an owl' -PartialImages 1
        $mixed = & { [pscustomobject]@{ A = 1 } | Format-Table; Get-AIImageModel gpt-image-2; $image; $stream } | Out-String

        $mixed | Should -Match 'ig_'
        $mixed | Should -Not -Match 'Bytes|\{137, 80'
    }

    It 'shows a prompt without control characters' {
        $wild = New-AIImage "red`e[31m`a`u{9b}2J`u{202e} fox`r`n`ttail" -OutFile (Join-Path $TestDrive 'wild.png')
        $views = ($wild | Out-String -Width 200), ($wild | Format-List | Out-String -Width 200)

        "$views" -replace '\r?\n' | Should -Not -Match '[\p{Cc}\p{Cf}]'
        "$views" | Should -Match 'tail'
    }

    It 'is the same after Clixml' {
        $path = Join-Path $TestDrive 'image.xml'
        $image | Export-Clixml $path

        Import-Clixml $path | Out-String | Should -Be ($image | Out-String)
        Import-Clixml $path | Format-List | Out-String | Should -Be ($image | Format-List | Out-String)
    }

    It 'names partial images by their number' {
        $lines = Get-AIImageStream 'an owl' -PartialImages 1 | Out-String -Width 120

        $lines | Should -Match '(?m)^partial 0 +png +1024x1024'
        $lines | Should -Match '(?m)^ig_\w+…? +png +1024x1024'
    }

    It 'keeps its columns whatever comes first' {
        $head = (Get-AIImageStream 'an owl' -PartialImages 1 | Out-String -Width 80).Trim() -split '\r?\n' |
            Select-Object -First 1

        $head -split '\s+' | Should -Be 'Id', 'Format', 'Size', 'Length', 'Cost', 'Prompt'
    }

    It 'is its path or its id in a string' {
        $path = Join-Path $TestDrive 'fox.png'

        "$image" | Should -Be $image.Id
        "$($image | Save-AIImage $path -PassThru)" | Should -Be $path
    }

    It 'of a connection shows no key' {
        $table = Get-AIImageService | Format-Table | Out-String -Width 160

        $table | Should -Match 'Sandbox'
        $table | Should -Match 'KeySource'
    }
}
